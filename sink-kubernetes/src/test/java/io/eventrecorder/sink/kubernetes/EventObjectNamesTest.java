package io.eventrecorder.sink.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventObjectNamesTest {
  private static final String HASH = "[0-9a-f]{16}";

  @ParameterizedTest
  @ValueSource(strings = {"a", "web-0.18a2", "1.2.3", "a--b"})
  void a_subdomain_is_not_changed(String name) {
    assertThat(EventObjectNames.subdomain(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "Web_0, web-0-",
    "a..b, a.b-",
    "-a-, a-",
    "a.-b, a.b-",
    "a-.b, a.b-",
    "ä, ''",
    "'', ''",
    "..., ''",
    "a b/c, a-b-c-"
  })
  void another_name_becomes_a_subdomain_with_a_hash(String name, String kept) {
    assertThat(EventObjectNames.subdomain(name)).matches(kept.replace(".", "\\.") + HASH);
  }

  @Property
  void every_name_becomes_a_subdomain(@ForAll String name) {
    String made = EventObjectNames.subdomain(name);
    assertThat(made).hasSizeBetween(1, 253);
    assertThat(EventObjectNames.subdomain(made)).isEqualTo(made);
  }

  @Test
  void different_names_stay_different() {
    Set<String> made =
        Stream.of("A", "a", "a_", "_a", "Ä", "Ö", "", "x".repeat(254), "x".repeat(255))
            .map(EventObjectNames::subdomain)
            .collect(Collectors.toSet());
    assertThat(made).hasSize(9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Web_0", "a..b", "~", "...", "-"})
  void a_name_that_is_safe_in_a_path_is_not_changed(String name) {
    assertThat(EventObjectNames.segment(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "a%b", "a?b", "a#b", "a b", "ä", ".", "..", "", "a\nb", "\ud83d"})
  void a_name_that_is_not_safe_in_a_path_is_replaced(String name) {
    assertThat(EventObjectNames.segment(name)).matches("([a-z0-9-]+-)?" + HASH);
  }

  @Test
  void different_segments_are_replaced_by_different_names() {
    assertThat(EventObjectNames.segment("a b")).isNotEqualTo(EventObjectNames.segment("a/b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop", "Shop_1.x", "example.com/shop", "a"})
  void a_qualified_name_is_not_changed(String name) {
    assertThat(EventObjectNames.qualified(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "Shop Controller, Shop-Controller-",
    "Example.com/shop, shop-",
    "example.com/a/b, example.com/a-b-",
    "/a, a-",
    "example.com/, example.com/",
    "'', ''"
  })
  void another_name_becomes_a_qualified_name_with_a_hash(String name, String kept) {
    assertThat(EventObjectNames.qualified(name)).matches(kept.replace(".", "\\.") + HASH);
    assertThat(EventObjectNames.isQualified(EventObjectNames.qualified(name))).isTrue();
  }

  @Property
  void every_name_becomes_a_qualified_name(@ForAll String name) {
    assertThat(EventObjectNames.isQualified(EventObjectNames.qualified(name))).isTrue();
  }

  @Test
  void the_name_after_the_prefix_has_at_most_63_characters() {
    assertThat(EventObjectNames.isQualified("example.com/" + "c".repeat(63))).isTrue();
    assertThat(EventObjectNames.isQualified("example.com/" + "c".repeat(64))).isFalse();
    assertThat(EventObjectNames.qualified("c".repeat(64))).hasSize(63);
  }

  @Test
  void a_namespace_is_a_label() {
    assertThat(EventObjectNames.isLabel("kube-system")).isTrue();
    assertThat(EventObjectNames.isLabel("x".repeat(63))).isTrue();
    assertThat(Stream.of("", "x".repeat(64), "A", "a.b", "-a", "a-", "a/b", ".."))
        .noneMatch(EventObjectNames::isLabel);
  }
}
