package io.eventrecorder.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.eventrecorder.spi.Option;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FakeProviderContextTest {
  private static final Option<Integer> SIZE = Option.integer("size", 1, 9);

  @Test
  void options_are_parsed_from_text() {
    FakeProviderContext context = FakeProviderContext.of(Map.of("size", "4"));
    assertThat(context.get(SIZE)).isEqualTo(4);
    assertThat(context.find(Option.string("other"))).isEmpty();
    assertThat(context.get(Option.string("other").defaultTo("x"))).isEqualTo("x");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> context.get(Option.string("other")))
        .withMessage("option other is not set");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FakeProviderContext.of(Map.of("size", "10")).get(SIZE));
  }

  @Test
  void a_pass_through_option_takes_all_values_under_its_prefix() {
    FakeProviderContext context =
        FakeProviderContext.of("audit", Map.of("producer.acks", "all", "producers", "2"));
    assertThat(context.name()).isEqualTo("audit");
    assertThat(context.get(Option.passThrough("producer."))).isEqualTo(Map.of("acks", "all"));
  }

  @Test
  void the_context_returns_provided_objects_and_the_source() {
    StringBuilder object = new StringBuilder();
    FakeProviderContext context =
        FakeProviderContext.of(Map.of())
            .provide(StringBuilder.class, object)
            .source("https://cluster");
    assertThat(context.provided(StringBuilder.class)).containsSame(object);
    assertThat(context.provided(String.class)).isEmpty();
    assertThat(context.source()).isEqualTo("https://cluster");
  }

  @Test
  void counters_keep_their_sums() {
    FakeProviderContext context = FakeProviderContext.of(Map.of());
    context.counter("adjusted").increment();
    assertThat(context.counter("adjusted").sum()).isEqualTo(1);
  }
}
