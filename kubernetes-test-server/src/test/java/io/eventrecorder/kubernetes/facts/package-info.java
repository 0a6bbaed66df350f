/**
 * What a Kubernetes API server answers about events, as tests that run against the server of these
 * tests and against a real cluster alike.
 */
@NullMarked
package io.eventrecorder.kubernetes.facts;

import org.jspecify.annotations.NullMarked;
