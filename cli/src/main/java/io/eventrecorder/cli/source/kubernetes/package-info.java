/**
 * Follows the events of a Kubernetes cluster by list and watch. Start with {@link
 * io.eventrecorder.cli.source.kubernetes.KubernetesSource}.
 */
@NullMarked
package io.eventrecorder.cli.source.kubernetes;

import org.jspecify.annotations.NullMarked;
