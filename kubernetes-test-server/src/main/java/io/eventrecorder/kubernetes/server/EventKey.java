package io.eventrecorder.kubernetes.server;

/** Where an event is. */
record EventKey(String namespace, String name) {}
