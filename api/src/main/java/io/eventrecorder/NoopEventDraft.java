package io.eventrecorder;

import java.util.Map;

/** The draft of {@link EventRecorder#noop()}. It has no state, so all threads share it. */
enum NoopEventDraft implements EventDraft {
  INSTANCE;

  @Override
  public EventDraft regarding(Object object) {
    return this;
  }

  @Override
  public EventDraft related(Object object) {
    return this;
  }

  @Override
  public EventDraft action(String value) {
    return this;
  }

  @Override
  public EventDraft key(String value) {
    return this;
  }

  @Override
  public EventDraft message(String text, Object... arguments) {
    return this;
  }

  @Override
  public EventDraft label(String name, String value) {
    return this;
  }

  @Override
  public EventDraft labels(Map<String, String> more) {
    return this;
  }

  @Override
  public EventDraft annotation(String name, String value) {
    return this;
  }

  @Override
  public EventDraft annotations(Map<String, String> more) {
    return this;
  }

  @Override
  public void record() {}
}
