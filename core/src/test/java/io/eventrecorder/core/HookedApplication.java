package io.eventrecorder.core;

import io.eventrecorder.Event;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkException;
import java.time.Duration;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An application all of whose code may throw: each call of it is a call of the hooks. */
final class HookedApplication {
  /** Events of these reasons fare as they say. */
  private static final List<String> REASONS =
      List.of("Stored", "Refused", "Retried", "Buggy", "Silent", "Stored");

  final EventBroadcaster broadcaster;
  final Set<String> stored = new HashSet<>();
  private final Hooks hooks;
  private final EventRecorder recorder;

  HookedApplication(Hooks hooks) {
    this.hooks = hooks;
    broadcaster =
        new DefaultEventBroadcasterBuilder()
            .logger(new HookedLogger())
            .sinks()
            .properties(
                Map.of(
                    "eventrecorder.pipeline-defaults.retry-initial", "1ms",
                    "eventrecorder.pipeline-defaults.retry-max", "2ms"))
            .resolver(
                String.class,
                name -> {
                  hooks.call("resolve");
                  return ObjectReference.of("Pod", "default", name);
                })
            .build();
    PipelineOptions options =
        PipelineOptions.builder()
            .attemptTimeout(Duration.ofMillis(5))
            .maxTries(2)
            .filter(
                event -> {
                  hooks.call("filter");
                  return true;
                })
            .build();
    broadcaster.startRecordingToSink("p", new HookedSink(), new HookedCorrelator(), options);
    Runnable unused = broadcaster.onRecorded(event -> hooks.call("observe"));
    recorder = broadcaster.newRecorder("app", "");
  }

  /** Records one event of each kind, and one more; returns what it threw. */
  @Nullable Throwable record() {
    Throwable thrown = null;
    for (String reason : REASONS) {
      try {
        recorder.normal("web-0", reason, "message %s", new HookedArgument());
      } catch (Throwable e) {
        thrown = e;
      }
    }
    return thrown;
  }

  private final class HookedArgument {
    @Override
    public String toString() {
      hooks.call("argument.toString");
      return "argument";
    }
  }

  private final class HookedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      hooks.call("exception.getMessage");
      return "message";
    }

    @Override
    public String toString() {
      hooks.call("exception.toString");
      return "exception";
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public @Nullable Throwable getCause() {
      hooks.call("exception.getCause");
      return null;
    }
  }

  private final class HookedWrapper extends CompletionException {
    private static final long serialVersionUID = 1L;

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public Throwable getCause() {
      hooks.call("wrapper.getCause");
      return new HookedException();
    }
  }

  private final class HookedFuture extends CompletableFuture<@Nullable Event> {
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      hooks.call("future.cancel");
      return super.cancel(mayInterruptIfRunning);
    }

    @Override
    public CompletableFuture<@Nullable Event> whenComplete(
        BiConsumer<? super @Nullable Event, ? super @Nullable Throwable> action) {
      hooks.call("future.whenComplete");
      return super.whenComplete(action);
    }
  }

  private final class HookedSink implements EventSink {
    @Override
    public CompletionStage<@Nullable Event> create(Event event) {
      hooks.call("sink.create");
      HookedFuture answer = new HookedFuture();
      boolean unused =
          switch (event.reason()) {
            case "Refused" -> answer.completeExceptionally(SinkException.rejected("no", null));
            case "Retried" -> answer.completeExceptionally(SinkException.retryable("no", null));
            case "Buggy" -> answer.completeExceptionally(new HookedWrapper());
            case "Silent" -> false;
            default -> answer.complete(null);
          };
      return answer;
    }

    @Override
    public CompletionStage<@Nullable Event> update(Event event) {
      hooks.call("sink.update");
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public String failureDomain(Event event) {
      hooks.call("sink.failureDomain");
      return event.reason();
    }

    @Override
    public CompletionStage<@Nullable Void> flush() {
      hooks.call("sink.flush");
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close(Duration timeout) {
      hooks.call("sink.close");
    }
  }

  private final class HookedCorrelator implements EventCorrelator {
    private boolean due = true;
    private long dueNanos;
    private @Nullable Event last;

    @Override
    public Correlation correlate(Event event) {
      hooks.call("correlator.correlate");
      last = event;
      dueNanos = EventClock.system().nanoTime();
      return Correlation.create(event, null, false, null);
    }

    @Override
    public void recorded(Correlation written, Event state) {
      hooks.call("correlator.recorded");
      stored.add(state.name());
    }

    @Override
    public void notRecorded(Correlation written, NotRecorded why) {
      hooks.call("correlator.notRecorded");
    }

    @Override
    public void notUpdated(Correlation written, NotRecorded why, Event inStore) {
      hooks.call("correlator.notUpdated");
    }

    @Override
    public OptionalLong nextDueNanos() {
      hooks.call("correlator.nextDueNanos");
      return due && last != null ? OptionalLong.of(dueNanos) : OptionalLong.empty();
    }

    @Override
    public List<Correlation> due() {
      hooks.call("correlator.due");
      due = false;
      return writes();
    }

    @Override
    public List<Correlation> drain() {
      hooks.call("correlator.drain");
      return writes();
    }

    private List<Correlation> writes() {
      Event event = last;
      if (event == null) {
        return List.of();
      }
      Correlation patch = Correlation.patch(event, EventPatch.ofState(event), false, null);
      return new AbstractList<>() {
        @Override
        public Correlation get(int index) {
          hooks.call("list.get");
          return patch;
        }

        @Override
        public int size() {
          hooks.call("list.size");
          return 1;
        }
      };
    }

    @Override
    public long unwritten() {
      hooks.call("correlator.unwritten");
      return 0;
    }

    @Override
    public Map<String, Long> gauges() {
      hooks.call("correlator.gauges");
      return new AbstractMap<>() {
        @Override
        public Set<Entry<String, Long>> entrySet() {
          hooks.call("map.entrySet");
          return Map.of("gauge", 1L).entrySet();
        }
      };
    }
  }

  /** A back end that prints the exceptions that it is given. */
  private final class HookedLogger implements System.Logger {
    @Override
    public String getName() {
      return "test";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    @SuppressWarnings("ReturnValueIgnored") // what counts is that it is called
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String msg,
        @Nullable Throwable cause) {
      hooks.call("log");
      if (cause != null) {
        cause.toString();
      }
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object... params) {
      hooks.call("log");
    }
  }
}
