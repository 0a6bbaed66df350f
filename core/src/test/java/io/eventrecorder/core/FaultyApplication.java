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
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An application whose code throws where a test asks for it: each call goes through the injector.
 */
final class FaultyApplication {
  /** The reason of an event decides what the sink answers. */
  private static final List<String> REASONS =
      List.of("Stored", "Refused", "Retried", "Buggy", "Silent", "Stored");

  final EventBroadcaster broadcaster;
  final Set<String> stored = new HashSet<>();
  private final FaultInjector faults;
  private final EventRecorder recorder;

  FaultyApplication(FaultInjector faults) {
    this.faults = faults;
    broadcaster =
        new DefaultEventBroadcasterBuilder()
            .logger(new TestLogger(this::log))
            .sinks()
            .properties(
                Map.of(
                    "eventrecorder.pipeline-defaults.retry-initial", "1ms",
                    "eventrecorder.pipeline-defaults.retry-max", "2ms"))
            .resolver(
                String.class,
                name -> {
                  faults.call("resolve");
                  return ObjectReference.of("Pod", "default", name);
                })
            .build();
    PipelineOptions options =
        PipelineOptions.builder()
            .attemptTimeout(Duration.ofMillis(5))
            .maxTries(2)
            .filter(
                event -> {
                  faults.call("filter");
                  return true;
                })
            .build();
    broadcaster.startRecordingToSink("p", new FaultySink(), new FaultyCorrelator(), options);
    Runnable unused = broadcaster.onRecorded(event -> faults.call("observe"));
    recorder = broadcaster.newRecorder("app", "");
  }

  /** Records one event of each reason. Returns the last exception that recording threw. */
  @Nullable Throwable record() {
    Throwable thrown = null;
    for (String reason : REASONS) {
      try {
        recorder.normal("web-0", reason, "message %s", new FaultyArgument());
      } catch (Throwable e) {
        thrown = e;
      }
    }
    return thrown;
  }

  private final class FaultyArgument {
    @Override
    public String toString() {
      faults.call("argument.toString");
      return "argument";
    }
  }

  private final class FaultyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      faults.call("exception.getMessage");
      return "message";
    }

    @Override
    public String toString() {
      faults.call("exception.toString");
      return "exception";
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public @Nullable Throwable getCause() {
      faults.call("exception.getCause");
      return null;
    }
  }

  private final class FaultyWrapper extends CompletionException {
    private static final long serialVersionUID = 1L;

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public Throwable getCause() {
      faults.call("wrapper.getCause");
      return new FaultyException();
    }
  }

  private final class FaultyFuture extends CompletableFuture<@Nullable Event> {
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      faults.call("future.cancel");
      return super.cancel(mayInterruptIfRunning);
    }

    @Override
    public CompletableFuture<@Nullable Event> whenComplete(
        BiConsumer<? super @Nullable Event, ? super @Nullable Throwable> action) {
      faults.call("future.whenComplete");
      return super.whenComplete(action);
    }
  }

  private final class FaultySink implements EventSink {
    @Override
    public CompletionStage<@Nullable Event> create(Event event) {
      faults.call("sink.create");
      FaultyFuture answer = new FaultyFuture();
      boolean unused =
          switch (event.reason()) {
            case "Refused" -> answer.completeExceptionally(SinkException.rejected("no", null));
            case "Retried" -> answer.completeExceptionally(SinkException.retryable("no", null));
            case "Buggy" -> answer.completeExceptionally(new FaultyWrapper());
            case "Silent" -> false;
            default -> answer.complete(null);
          };
      return answer;
    }

    @Override
    public CompletionStage<@Nullable Event> update(Event event) {
      faults.call("sink.update");
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public String failureDomain(Event event) {
      faults.call("sink.failureDomain");
      return event.reason();
    }

    @Override
    public CompletionStage<@Nullable Void> flush() {
      faults.call("sink.flush");
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close(Duration timeout) {
      faults.call("sink.close");
    }
  }

  private final class FaultyCorrelator implements EventCorrelator {
    private boolean due = true;
    private long dueNanos;
    private @Nullable Event last;

    @Override
    public Correlation correlate(Event event) {
      faults.call("correlator.correlate");
      last = event;
      dueNanos = EventClock.system().nanoTime();
      return Correlation.create(event, null, false, null);
    }

    @Override
    public void recorded(Correlation written, Event state) {
      faults.call("correlator.recorded");
      stored.add(state.name());
    }

    @Override
    public void notRecorded(Correlation written, NotRecorded why) {
      faults.call("correlator.notRecorded");
    }

    @Override
    public void notUpdated(Correlation written, NotRecorded why, Event inStore) {
      faults.call("correlator.notUpdated");
    }

    @Override
    public OptionalLong nextDueNanos() {
      faults.call("correlator.nextDueNanos");
      return due && last != null ? OptionalLong.of(dueNanos) : OptionalLong.empty();
    }

    @Override
    public List<Correlation> due() {
      faults.call("correlator.due");
      due = false;
      return writes();
    }

    @Override
    public List<Correlation> drain() {
      faults.call("correlator.drain");
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
          faults.call("list.get");
          return patch;
        }

        @Override
        public int size() {
          faults.call("list.size");
          return 1;
        }
      };
    }

    @Override
    public long unwritten() {
      faults.call("correlator.unwritten");
      return 0;
    }

    @Override
    public Map<String, Long> gauges() {
      faults.call("correlator.gauges");
      return new AbstractMap<>() {
        @Override
        public Set<Entry<String, Long>> entrySet() {
          faults.call("map.entrySet");
          return Map.of("gauge", 1L).entrySet();
        }
      };
    }
  }

  /** A back end that prints the exceptions that it receives. */
  @SuppressWarnings("ReturnValueIgnored") // the test counts the call
  private void log(Level level, String text, @Nullable Throwable cause) {
    faults.call("log");
    if (cause != null) {
      cause.toString();
    }
  }
}
