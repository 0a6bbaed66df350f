package io.eventrecorder.broadcaster;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventFilterTest {
  private static final Event EVENT =
      Event.builder()
          .namespace("eu")
          .regarding(ObjectReference.of("Pod", "prod", "web-0"))
          .type("Warning")
          .reason("BackOff")
          .action("Restarting")
          .reportingController("kubelet")
          .build();

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "type=Warning; true",
        "type = Normal; false",
        "type!=Normal; true",
        "type!=Warning; false",
        "reason=Pulled|BackOff; true",
        "reason!=Pulled|BackOff; false",
        "type=Warning,reason=Pulled; false",
        "namespace=eu,action=Restarting,reportingController=kubelet; true",
        "regarding.kind=Pod,regarding.namespace=prod,regarding.name=web-0; true",
        "regarding.kind=Node; false",
        "namespace=e*; true",
        "regarding.name=web-?,reason=Back*|Failed*; true",
        "reason!=*Off; false",
        "regarding.name=web.0; false",
        "regarding.name=w?b; false",
        "none; false",
      })
  void all_conditions_must_hold(String filter, boolean taken) {
    assertThat(EventFilter.parse(filter).test(EVENT)).isEqualTo(taken);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "type", "typ=Normal", "type=Normal,", "=x", "!=x", "message=x"})
  void a_text_without_condition_on_a_known_field_is_not_a_filter(String filter) {
    assertThat(EventFilter.isFilter(filter)).isFalse();
  }

  @Test
  void the_error_message_lists_the_fields() {
    assertThat(EventFilter.REQUIREMENT)
        .isEqualTo(
            "must be conditions such as type=Warning,reason!=Pulled|Created on the fields action,"
                + " namespace, reason, regarding.kind, regarding.name, regarding.namespace,"
                + " reportingController, type");
  }
}
