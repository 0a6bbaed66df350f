package io.eventrecorder.core.pipeline;

import static io.eventrecorder.testkit.HostileText.assertPrintable;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.core.guard.RecordingLogger;
import io.eventrecorder.core.pipeline.machine.PipelineCounters;
import io.eventrecorder.core.pipeline.machine.WriteResult;
import io.eventrecorder.spi.SinkException;
import io.eventrecorder.testkit.HostileText;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PipelineLogTest {
  /** Each line contains text of an event or of an exception. */
  @Property
  void no_text_of_an_event_is_logged_unescaped(@ForAll("texts") String text) {
    RecordingLogger logger = new RecordingLogger();
    Event event =
        Event.builder()
            .regarding(ObjectReference.of("Pod", text, text))
            .reason(text)
            .message(text)
            .name(text)
            .build();
    RuntimeException fault = new IllegalStateException(text, new RuntimeException(text));
    WriteResult refused = SinkFailures.resultOf(SinkException.rejected(text, null));
    log(logger).rejected(event, refused, 0);
    log(logger).rejected(event, SinkFailures.resultOf(fault), 0);
    log(logger).failed(event, SinkFailures.resultOf(SinkException.retryable(text, null)), 3, 0);
    log(logger).evicted(event, 0);
    log(logger).outage(refused.detail(), 0);
    log(logger).misconfigured("grant it: " + refused.detail());
    log(logger).correlatorFailed(event, fault, 0);
    log(logger).bug("the sink threw", fault, 0);

    assertThat(logger.lines).hasSize(8).allSatisfy(HostileText::assertPrintable);
    assertThat(logger.thrown).hasSize(3);
    for (Throwable thrown : logger.thrown) {
      assertPrintable(thrown.toString());
      assertPrintable(String.valueOf(thrown.getCause()));
    }
  }

  private static PipelineLog log(RecordingLogger logger) {
    return new PipelineLog("p", logger, new PipelineCounters());
  }

  @Provide
  Arbitrary<String> texts() {
    return HostileText.texts();
  }
}
