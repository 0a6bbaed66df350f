package io.eventrecorder.cli.report;

import com.samskivert.mustache.Mustache;
import io.eventrecorder.cli.report.ReportData.Heading;
import io.eventrecorder.cli.terminal.Quantity;
import java.io.StringReader;
import java.io.Writer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Fills the template of the page. It escapes all texts, apart from the page's own parts. */
final class ReportPage {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int LENGTH_OF_DATE = 10;

  private ReportPage() {}

  /** Writes the page. */
  static void write(ReportData data, Writer out) {
    Mustache.compiler()
        .escapeHTML(true)
        .compile(new StringReader(PageResources.text("report.html.mustache")))
        .execute(values(data), out);
  }

  private static Map<String, Object> values(ReportData data) {
    Heading heading = data.heading();
    Map<String, Object> values = new HashMap<>();
    values.put("title", ReportText.lines(heading.title()));
    values.put("range", range(data.range()));
    values.put("generated", TIME.format(heading.generated()) + " UTC");
    values.put("tool", heading.tool());
    values.put("command", ReportText.lines(heading.command()));
    values.put("inputs", heading.inputs().stream().map(ReportText::lines).toList());
    values.put("numbers", numbers(data));
    values.put("notes", data.notes().stream().map(ReportText::lines).toList());
    List<DistinctEvent> events = data.input().events();
    values.put("objects", rows(NoisyRow.of(events, event -> event.object().toString())));
    values.put("reasons", rows(NoisyRow.of(events, event -> event.event().reason())));
    values.put("settings", data.results().stream().map(ReportPage::row).toList());
    String style = PageResources.inline(PageResources.text("report.css"));
    String d3 = PageResources.inline(PageResources.text("d3.min.js"));
    String script = PageResources.scripts();
    values.put("style", style);
    values.put("styleHash", PageResources.hash(style));
    values.put("d3", d3);
    values.put("d3Hash", PageResources.hash(d3));
    values.put("script", script);
    values.put("scriptHash", PageResources.hash(script));
    values.put("licence", PageResources.text("d3-license.txt"));
    values.put("data", DataWriter.base64(data));
    return values;
  }

  static String range(TimeRange range) {
    String from = TIME.format(range.from());
    String to = TIME.format(range.to());
    if (from.equals(to)) {
      return from + " UTC";
    }
    boolean oneDay = from.regionMatches(0, to, 0, LENGTH_OF_DATE);
    return from + " to " + (oneDay ? CLOCK.format(range.to()) : to) + " UTC";
  }

  static String time(Instant time) {
    return TIME.format(time) + " UTC";
  }

  private static List<String> numbers(ReportData data) {
    ReportNumbers numbers = data.numbers();
    return List.of(
        Quantity.of(numbers.read(), "event") + " read",
        Quantity.of(numbers.distinct(), "distinct event"),
        Quantity.of(numbers.occurrences(), "occurrence"),
        Quantity.of(numbers.objects(), "object"));
  }

  private static List<Map<String, Object>> rows(List<NoisyRow> rows) {
    return rows.stream()
        .map(
            row ->
                Map.<String, Object>of(
                    "name", ReportText.lines(row.name()),
                    "occurrences", row.occurrences(),
                    "warnings", row.warnings()))
        .toList();
  }

  private static Map<String, Object> row(ScenarioResult result) {
    Map<String, Object> row = new HashMap<>();
    row.put("name", result.scenario().name());
    row.put("options", ReportText.lines(result.scenario().options()));
    row.put("note", result.scenario().note());
    row.put("current", result.scenario().current());
    row.put("writes", result.writes());
    row.put("creates", result.creates());
    row.put("updates", result.updates());
    row.put("atEnd", result.atEnd());
    row.put("merged", result.merged());
    row.put("combined", result.combined());
    row.put("heldBack", result.heldBack());
    row.put("missing", result.missing());
    row.put("lostDetail", result.lostDetail());
    row.put("peakPerMinute", result.peakPerMinute());
    return row;
  }
}
