package io.eventrecorder.relay.input;

import io.eventrecorder.broadcaster.Glob;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the records of one topic may be about.
 *
 * @param sources accepts a {@code ce_source}; it is empty if the record has none
 * @param namespaces accepts the namespace of an event
 * @param kinds accepts the kind of the object
 */
public record TopicRules(
    Predicate<String> sources, Predicate<String> namespaces, Predicate<String> kinds) {
  private static final TopicRules ALL =
      new TopicRules(source -> true, namespace -> true, kind -> true);

  /** {@return rules that admit everything} */
  public static TopicRules all() {
    return ALL;
  }

  /**
   * {@return rules with lists of patterns} In a pattern, {@code *} stands for any number of
   * characters and {@code ?} for one. An empty list admits everything.
   *
   * @param sources patterns of sources
   * @param namespaces patterns of namespaces
   * @param kinds patterns of kinds
   */
  public static TopicRules of(List<String> sources, List<String> namespaces, List<String> kinds) {
    return new TopicRules(list(sources), list(namespaces), list(kinds));
  }

  private static Predicate<String> list(List<String> patterns) {
    return patterns.isEmpty() ? text -> true : Glob.anyOf(patterns);
  }
}
