package io.eventrecorder.kubernetes.server;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A field or label selector: {@code name=value} and {@code name!=value}, joined with commas. */
record Selector(List<Requirement> requirements) {
  private static final Pattern REQUIREMENT = Pattern.compile("([^=!]+)(!=|==|=)(.*)");

  record Requirement(String name, boolean equal, String value) {}

  /**
   * @throws StatusException if the text is not a selector
   */
  static Selector parse(@Nullable String text) {
    List<Requirement> requirements = new ArrayList<>();
    for (String term : text == null ? List.<String>of() : List.of(text.split(",", -1))) {
      if (term.isEmpty()) {
        continue;
      }
      Matcher matcher = REQUIREMENT.matcher(term);
      if (!matcher.matches()) {
        throw StatusException.badRequest(
            "invalid selector: '" + text + "'; can't understand '" + term + "'");
      }
      requirements.add(
          new Requirement(
              matcher.group(1).trim(),
              !matcher.group(2).equals("!="),
              matcher.group(3).replaceAll("\\\\(.)", "$1")));
    }
    return new Selector(List.copyOf(requirements));
  }

  /** {@return whether all requirements hold; a missing value is an empty one} */
  boolean matches(Function<String, String> values) {
    return requirements.stream()
        .allMatch(wanted -> values.apply(wanted.name()).equals(wanted.value()) == wanted.equal());
  }
}
