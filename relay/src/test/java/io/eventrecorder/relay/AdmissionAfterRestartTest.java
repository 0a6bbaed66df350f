package io.eventrecorder.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.relay.input.InputLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The quotas of a minute are not stored, so they begin anew when a task moves. */
class AdmissionAfterRestartTest {
  private static void arrives(RelayDriver relay, String pod) {
    relay.arrives("cluster-1", TestEvents.event(pod, "failed", relay.now()));
  }

  @Test
  void the_quota_of_the_minute_begins_anew_after_a_restart() {
    RelayOptions options =
        RelayOptions.builder()
            .bootstrapServers("unused:9092")
            .from("events")
            .limits(InputLimits.standard().withNewPerMinute(2, 2, 2))
            .build();
    try (RelayDriver relay = new RelayDriver(options)) {
      for (String pod : new String[] {"web-0", "web-1", "web-2"}) {
        arrives(relay, pod);
      }
      assertThat(relay.books().dead).isEqualTo(1);
      relay.moves();
      for (String pod : new String[] {"web-2", "web-3", "web-4"}) {
        arrives(relay, pod);
      }
      assertThat(relay.books().dead).isEqualTo(2);
      assertThat(relay.books().counted).isEqualTo(4);
      relay.passes(Duration.ofMinutes(1));
      arrives(relay, "web-4");
      assertThat(relay.books().dead).isEqualTo(2);
      SameAsBareTest.assertBalance(relay.books());
    }
  }
}
