package io.eventrecorder.kubernetes.server;

/** Namespace and name of an event. */
record StoredEventKey(String namespace, String name) {}
