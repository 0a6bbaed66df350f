package io.eventrecorder.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.SinkException;
import io.eventrecorder.testkit.FaultyEventSink;
import io.eventrecorder.testkit.InMemoryEventSink;
import io.eventrecorder.testkit.SinkOutcome;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Compares {@code docs/metrics.md} and {@code docs/prometheus-rules.yml} with the meters. */
class DocumentationTest {
  private static final Pattern RULE =
      Pattern.compile(
          "- alert: (\\w+)\\s+expr: (?:>-)?(.*?)\\n +(?:for|labels):(.*?)(?=- alert:|\\z)",
          Pattern.DOTALL);
  private static final Pattern SELECTOR = Pattern.compile("(eventrecorder_\\w+)(?:\\{([^}]*)})?");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|without|on|ignoring) *\\(([^)]*)\\)");
  private static final Pattern TEMPLATE = Pattern.compile("\\$labels\\.(\\w+)");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private static String doc(String name) throws IOException {
    return Files.readString(Path.of("..", "docs", name));
  }

  private static List<MatchResult> rules() throws IOException {
    return RULE.matcher(doc("prometheus-rules.yml")).results().toList();
  }

  /** Scrapes a registry that is bound to a broadcaster with a working and a failing pipeline. */
  private Scrape realScrape() {
    try (EventBroadcaster broadcaster = EventBroadcaster.builder().sinks().build()) {
      broadcaster.startRecordingToSink(
          "works", new InMemoryEventSink(), EventCorrelator.none(), PipelineOptions.none());
      broadcaster.startRecordingToSink(
          "fails",
          new FaultyEventSink(new InMemoryEventSink())
              .otherwise((n, event) -> SinkOutcome.failed(SinkException.rejected("no", null))),
          EventCorrelator.none(),
          PipelineOptions.none());
      EventRecorderMetrics metrics = new EventRecorderMetrics(broadcaster);
      broadcaster
          .newRecorder("shop")
          .normal(ObjectReference.of("Pod", "default", "web-0"), "R", "m");
      assertThat(broadcaster.flush(Duration.ofSeconds(30))).isTrue();
      metrics.bindTo(registry);
      return Scrape.of(registry);
    }
  }

  @Test
  void a_real_scrape_contains_every_metric_label_and_value_of_the_rules() throws IOException {
    Scrape scrape = realScrape();
    assertThat(rules()).isNotEmpty();
    for (MatchResult rule : rules()) {
      String alert = rule.group(1);
      String expression = rule.group(2);
      List<MatchResult> selectors = SELECTOR.matcher(expression).results().toList();
      assertThat(selectors).as("metrics of %s", alert).isNotEmpty();
      Set<String> labels = new HashSet<>();
      for (MatchResult selector : selectors) {
        Map<String, String> matchers =
            Scrape.labels(selector.group(2) == null ? "" : selector.group(2));
        List<Scrape.Sample> found = scrape.find(selector.group(1), matchers);
        assertThat(found).as("%s: %s", alert, selector.group()).isNotEmpty();
        found.forEach(sample -> labels.addAll(sample.labels().keySet()));
      }
      GROUPING
          .matcher(expression)
          .results()
          .flatMap(grouping -> List.of(grouping.group(1).split(" *, *", -1)).stream())
          .forEach(label -> assertThat(labels).as(alert).contains(label));
      TEMPLATE
          .matcher(rule.group(3))
          .results()
          .forEach(template -> assertThat(labels).as(alert).contains(template.group(1)));
    }
  }

  @Test
  void the_guide_explains_every_alert_and_no_other() throws IOException {
    Set<String> alerts = new TreeSet<>();
    rules().forEach(rule -> alerts.add(rule.group(1)));
    assertThat(doc("prometheus-rules.yml").split("alert:", -1)).hasSize(alerts.size() + 1);
    assertThat(
            Pattern.compile("(?m)^\\| `(EventRecorder\\w+)` \\|")
                .matcher(doc("metrics.md"))
                .results()
                .map(row -> row.group(1)))
        .containsExactlyInAnyOrderElementsOf(alerts);
  }

  @Test
  void the_guides_table_has_every_meter_with_its_names_type_unit_and_tags() throws IOException {
    FakeBroadcaster fake = new FakeBroadcaster().with("p");
    EventRecorderMetrics metrics = new EventRecorderMetrics(fake.broadcaster());
    fake.record("shop", "Normal", "Sold");
    metrics.bindTo(registry);
    Scrape scrape = Scrape.of(registry);
    Set<String> expected = new TreeSet<>();
    for (Meter meter : registry.getMeters()) {
      Meter.Id id = meter.getId();
      String printed = registry.config().namingConvention().name(id.getName(), id.getType());
      boolean timed = "seconds".equals(id.getBaseUnit());
      String prometheus =
          printed
              + (timed && !printed.endsWith("_seconds") ? "_seconds" : "")
              + (id.getType() == Meter.Type.COUNTER && !printed.endsWith("_total") ? "_total" : "");
      String sample = id.getType() == Meter.Type.TIMER ? prometheus + "_sum" : prometheus;
      assertThat(scrape.find(sample, Map.of())).as("%s", id).isNotEmpty();
      expected.add(
          "| `%s` | `%s` | %s | %s| %s"
              .formatted(
                  id.getName(),
                  prometheus,
                  id.getType().name().toLowerCase(Locale.ROOT),
                  timed ? "seconds " : "",
                  id.getTags().stream()
                      .map(Tag::getKey)
                      .sorted()
                      .collect(Collectors.joining(","))));
    }
    Set<String> documented = new TreeSet<>();
    for (String line : doc("metrics.md").lines().filter(l -> l.startsWith("| `e")).toList()) {
      String[] cells = line.split(" *\\| *", -1);
      documented.add(
          "| %s | %s | %s | %s| %s"
              .formatted(
                  cells[1],
                  cells[2],
                  cells[3],
                  cells[4].equals("seconds") ? "seconds " : "",
                  List.of(cells[5].split(", ", -1)).stream()
                      .sorted()
                      .collect(Collectors.joining(","))));
    }
    assertThat(documented).isEqualTo(expected);
  }
}
