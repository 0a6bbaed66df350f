/**
 * A fake Kubernetes API server that serves events as kube-apiserver does. Start with {@link
 * io.eventrecorder.kubernetes.server.ApiServer}.
 */
@NullMarked
package io.eventrecorder.kubernetes.server;

import org.jspecify.annotations.NullMarked;
