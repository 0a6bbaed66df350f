/** A small stand-in for kube-apiserver that answers about events as the real one does. */
@NullMarked
package io.eventrecorder.kubernetes.server;

import org.jspecify.annotations.NullMarked;
