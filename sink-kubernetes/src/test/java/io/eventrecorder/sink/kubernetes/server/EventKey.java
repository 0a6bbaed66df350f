package io.eventrecorder.sink.kubernetes.server;

/** Where an event is. */
record EventKey(String namespace, String name) {}
