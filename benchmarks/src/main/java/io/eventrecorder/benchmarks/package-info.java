/**
 * What recording, correlating and writing cost, beside the official Java client of Kubernetes
 * ({@code docs/benchmarks.md}).
 */
@NullMarked
package io.eventrecorder.benchmarks;

import org.jspecify.annotations.NullMarked;
