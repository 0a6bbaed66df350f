package io.eventrecorder.core;

import static io.eventrecorder.testkit.HostileText.assertPrintable;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.OwnerReference;
import io.eventrecorder.broadcaster.CloseReport;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.json.EventJsonException;
import io.eventrecorder.spi.CheckResult;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkException;
import io.eventrecorder.testkit.HostileText;
import io.eventrecorder.text.PrintableText;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Every printed form of an event is free of control characters. */
class PrintedTextTest {
  @Property
  void values_are_text_on_one_line(@ForAll("texts") String text) {
    Event event = event(text);
    assertPrintable(event.toString());
    assertPrintable(event.regarding().toString());
    assertPrintable(new EventSource(text, text).toString());
    assertPrintable(new OwnerReference(text, text, text, text, null, null).toString());
    assertPrintable(new CheckResult(CheckResult.Status.FAILED, text, text).toString());
    assertPrintable(Correlation.create(event, null, true, text).toString());
    assertPrintable(EventLine.of(event));
  }

  @Property
  void json_is_one_line_and_keeps_the_text(@ForAll("texts") String text) {
    Event event = event(text);
    for (EventApi api : EventApi.values()) {
      assertPrintable(EventJson.write(event, api));
    }
    assertThat(EventJson.read(EventJson.write(event)).message()).isEqualTo(event.message());
    assertPrintable(EventJson.mergePatch(EventPatch.ofCount(event)));
    assertPrintable(EventJson.mergePatch(EventPatch.ofState(event)));
  }

  @Property
  void refused_input_is_quoted_on_one_line(@ForAll("texts") String text) {
    String json = "{\"kind\":\"Event\",\"count\":" + PrintableText.quoted(text) + "}";
    try {
      Event unused = EventJson.read(json);
    } catch (EventJsonException e) {
      assertPrintable(String.valueOf(e.getMessage()));
    }
  }

  @Property(tries = 100)
  void reports_of_a_close_are_one_line_each(@ForAll("texts") String text)
      throws InterruptedException {
    EventBroadcaster broadcaster = EventBroadcaster.builder().sinks().build();
    broadcaster.startRecordingToSink(
        "down", new Failing(text), EventCorrelator.none(), PipelineOptions.none());
    broadcaster
        .newRecorder("shop")
        .normal(ObjectReference.of("Order", "eu", "1" + text), "R" + text, text);
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CloseReport report = broadcaster.close(Duration.ofSeconds(5));
    ShutdownHook hook =
        new ShutdownHook(broadcaster, new PrintStream(err, true, UTF_8), Duration.ZERO);
    hook.start();
    hook.join();

    assertThat(report.examples()).hasSize(1).allSatisfy(HostileText::assertPrintable);
    assertPrintable(report.pipelines().get(0).health().lastError());
    String printed = err.toString(UTF_8).replace(System.lineSeparator(), "\n").strip();
    assertPrintable(printed, 2);
  }

  /** A sink whose exception repeats the text of the event. */
  private record Failing(String text) implements EventSink {
    @Override
    public CompletionStage<@Nullable Event> create(Event event) {
      return CompletableFuture.failedFuture(
          SinkException.retryable("not now: " + text, null).ofWholeSink());
    }

    @Override
    public CompletionStage<@Nullable Event> update(Event event) {
      return create(event);
    }
  }

  private static Event event(String text) {
    return Event.builder()
        .name(text)
        .namespace(text)
        .regarding(ObjectReference.of(text, text, text))
        .type(text)
        .reason(text)
        .message(EventJson.read("{\"kind\":\"Event\",\"message\":" + quoted(text) + "}").message())
        .action(text)
        .labels(Map.of(text, text))
        .annotations(Map.of(text, text))
        .ownerReferences(List.of(new OwnerReference(text, text, text, text, null, null)))
        .source(new EventSource(text, text))
        .reportingController(text)
        .reportingInstance(text)
        .unknownFields(Map.of("/note", "{\"x\": \"\u009b\u202e\"}"))
        .count(2)
        .firstTimestamp(Instant.EPOCH)
        .lastTimestamp(Instant.EPOCH.plusSeconds(9))
        .build();
  }

  /** Replaces half a surrogate pair, so that the text is the same after writing and reading. */
  private static String quoted(String text) {
    return PrintableText.quoted(text);
  }

  @Provide
  Arbitrary<String> texts() {
    return HostileText.texts();
  }
}
