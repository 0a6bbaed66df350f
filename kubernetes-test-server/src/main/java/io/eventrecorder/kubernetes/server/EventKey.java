package io.eventrecorder.kubernetes.server;

/** Namespace and name of an event. */
record EventKey(String namespace, String name) {}
