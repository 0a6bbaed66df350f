/**
 * The sink {@code kubernetes}: it writes events to the Kubernetes API, core/v1 or events.k8s.io/v1.
 * Configuration finds it by {@link io.eventrecorder.sink.kubernetes.KubernetesEventSinkProvider}.
 * Code makes one with {@link io.eventrecorder.sink.kubernetes.KubernetesEventSink}. The application
 * brings fabric8's kubernetes-client, 7.5 to 8.0.
 */
@NullMarked
package io.eventrecorder.sink.kubernetes;

import org.jspecify.annotations.NullMarked;
