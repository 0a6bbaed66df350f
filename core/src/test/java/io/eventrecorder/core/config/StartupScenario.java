package io.eventrecorder.core.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.eventrecorder.broadcaster.ConfiguredOption;
import io.eventrecorder.spi.CheckResult;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The settings and the class path of a start, and its result. */
final class StartupScenario {
  private final Providers providers;
  private final Map<String, String> builder = new LinkedHashMap<>();
  private final Map<String, String> system = new LinkedHashMap<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private @Nullable List<String> sinks;

  /** What the fixtures logged. */
  final StringBuilder log = new StringBuilder();

  StartupScenario(Providers providers) {
    this.providers = providers;
  }

  StartupScenario builder(String name, String value) {
    builder.put("eventrecorder." + name, value);
    return this;
  }

  StartupScenario system(String name, String value) {
    system.put("eventrecorder." + name, value);
    return this;
  }

  StartupScenario env(String name, String value) {
    environment.put("EVENTRECORDER_" + name, value);
    return this;
  }

  StartupScenario sinks(String... names) {
    sinks = Arrays.asList(names);
    return this;
  }

  Startup run() {
    return plan().start();
  }

  Map<String, List<CheckResult>> check() {
    return plan().check();
  }

  /** {@return the options by name, in their order} */
  Map<String, ConfiguredOption> describe() {
    Map<String, ConfiguredOption> options = new LinkedHashMap<>();
    plan().describe().forEach(option -> options.put(option.name(), option));
    return options;
  }

  private StartupPlan plan() {
    return StartupPlan.read(
        Configuration.of(builder, system, environment),
        providers,
        Map.of(StringBuilder.class, log),
        EventClock.system(),
        EventNames.of(EventClock.system()),
        sinks);
  }

  /** {@return the problems, without the first line of the message} */
  List<String> problems() {
    IllegalArgumentException e =
        Objects.requireNonNull(catchThrowableOfType(IllegalArgumentException.class, this::run));
    return problems(e);
  }

  static List<String> problems(IllegalArgumentException e) {
    return Objects.requireNonNull(e.getMessage())
        .lines()
        .skip(1)
        .map(line -> line.substring("  - ".length()))
        .toList();
  }
}
