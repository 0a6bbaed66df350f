/** The sink {@code kubernetes}: events in the Kubernetes API, core/v1 and events.k8s.io/v1. */
@NullMarked
package io.eventrecorder.sink.kubernetes;

import org.jspecify.annotations.NullMarked;
