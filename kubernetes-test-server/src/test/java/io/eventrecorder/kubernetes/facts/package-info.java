/**
 * Facts about how a Kubernetes API server answers. The same tests run against the fake server and,
 * with the Maven profile {@code cluster}, against a real cluster.
 */
@NullMarked
package io.eventrecorder.kubernetes.facts;

import org.jspecify.annotations.NullMarked;
