package io.eventrecorder.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.eventrecorder.Event;
import io.eventrecorder.core.pipeline.machine.WriteResult.Kind;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.spi.SinkException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class SinkFailuresTest {
  @Test
  void lost_answers_are_retryable_and_ambiguous() {
    for (Exception lost :
        new Exception[] {
          new IOException("reset"),
          new UncheckedIOException(new IOException("reset")),
          new TimeoutException(),
          new InterruptedException(),
          new CancellationException()
        }) {
      assertThat(SinkFailures.resultOf(lost).kind()).as("%s", lost).isEqualTo(Kind.RETRYABLE);
      assertThat(SinkFailures.resultOf(lost).ambiguous()).as("%s", lost).isTrue();
    }
  }

  @Test
  void wrappers_of_futures_are_removed() {
    Throwable wrapped =
        new CompletionException(new ExecutionException(SinkException.rejected("no", null)));
    assertThat(SinkFailures.resultOf(wrapped).kind()).isEqualTo(Kind.REJECTED);
  }

  @Test
  void any_other_exception_or_error_is_a_bug() {
    assertThat(SinkFailures.resultOf(new IllegalStateException()).kind()).isEqualTo(Kind.BUG);
    assertThat(SinkFailures.resultOf(new NoClassDefFoundError()).kind()).isEqualTo(Kind.BUG);
  }

  @Test
  void an_event_that_has_no_json_form_is_rejected_at_once() {
    Event late = Event.builder().firstTimestamp(Instant.MAX).build();
    Throwable failure = catchThrowable(() -> EventJson.write(late));
    assertThat(SinkFailures.resultOf(failure).kind()).isEqualTo(Kind.REJECTED);
  }

  @Test
  void a_busy_store_has_not_stored_the_event_but_after_a_lost_connection_it_may_have() {
    assertThat(SinkFailures.resultOf(SinkException.retryable("429", null)).ambiguous()).isFalse();
    assertThat(
            SinkFailures.resultOf(SinkException.retryable("reset", new IOException())).ambiguous())
        .isTrue();
    assertThat(
            SinkFailures.resultOf(SinkException.retryable("504", null).asAmbiguous()).ambiguous())
        .isTrue();
  }

  @Test
  void a_pause_is_at_most_a_day() {
    SinkException busy = SinkException.retryable("busy", null).retryAfter(Duration.ofDays(400_000));
    assertThat(SinkFailures.resultOf(busy).retryAfterNanos())
        .isEqualTo(Duration.ofDays(1).toNanos());
  }
}
