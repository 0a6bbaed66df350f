/**
 * Benchmarks of recorders, correlators and JSON, compared with the official Java client of
 * Kubernetes, and reports about delivery ({@code docs/benchmarks.md}).
 */
@NullMarked
package io.eventrecorder.benchmarks;

import org.jspecify.annotations.NullMarked;
