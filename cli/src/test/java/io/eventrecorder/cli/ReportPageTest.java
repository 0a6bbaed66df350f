package io.eventrecorder.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eventrecorder.cli.report.ReportedData;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * Opens reports in Chromium, and reads, clicks and types as a person does. {@code
 * -Ddocs.update=true} writes the picture of the README anew.
 */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportPageTest {
  private static final String MARKS = "#canvas .mark";
  private static final String BACK_OFF = "#canvas .mark[aria-label^='Warning BackOff, 36 times']";
  private static final String ROW = "#rows tr";
  private static final Path PICTURE = Path.of("../docs/images/report.png");

  private final Path temp;
  private final ReportBrowser browser;
  private final Path demo;

  ReportPageTest(@TempDir Path temp) {
    this.temp = temp;
    this.demo = report("demo.html", "--title", "Checkout 2.14.0 fails", CommandRun.DEMO);
    this.browser = ReportBrowser.start(temp.resolve("profile"));
  }

  @AfterAll
  void close() {
    browser.close();
  }

  /** Of every test: the page has no errors, and asks for nothing but its own file. */
  @AfterEach
  void the_browser_has_no_complaint_and_made_no_request() {
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests()).allMatch(address -> address.matches("file://.*\\.html.*"));
    browser.size(1400, 900, "light");
  }

  private Path report(String name, String... args) {
    Path file = temp.resolve(name);
    CommandRun run = CommandRun.of(List.of("report", "-o", file.toString()), args);
    assertThat(run.status()).as(run.err()).isZero();
    return file;
  }

  private Path input(String name, String lines) throws IOException {
    return Files.writeString(temp.resolve(name), lines);
  }

  @Test
  void the_head_says_what_was_read() {
    browser.open(demo, "");
    assertThat(browser.find("h1").getText()).isEqualTo("Checkout 2.14.0 fails");
    assertThat(browser.find("#range").getText()).isEqualTo("2026-03-02, 09:14:00 to 09:33:11 UTC");
    assertThat(browser.texts("#numbers li"))
        .containsExactly(
            "208 events read",
            "66 distinct events",
            "208 occurrences",
            "9 objects",
            "145 warnings",
            "3 storms");
  }

  @Test
  void each_object_has_a_lane_below_its_owner() {
    browser.open(demo, "");
    assertThat(browser.texts("#canvas .lane .label"))
        .map(text -> text.replaceAll("\\s+", " "))
        .startsWith(
            "Namespace shop shop namespace 205",
            "Deployment shop/checkout Deployment checkout 5",
            "ReplicaSet shop/checkout-7b5d68f9cc ReplicaSet checkout -7b5d68f9cc 4",
            "Pod checkout-7b5d68f9cc -ksr5q 79");
    assertThat(arrows())
        .containsExactlyInAnyOrder(
            "ScalingReplicaSet checkout -> SuccessfulCreate checkout-7b5d68f9cc",
            "SuccessfulCreate checkout-7b5d68f9cc -> Scheduled checkout-7b5d68f9cc-ksr5q",
            "SuccessfulCreate checkout-7b5d68f9cc -> Scheduled checkout-7b5d68f9cc-gbvgm",
            "SuccessfulCreate checkout-6c9f7d5b84 -> FailedScheduling checkout-6c9f7d5b84-v5xxk",
            "EvictionThresholdMet ip-10-0-23-88.eu-west-1.compute.internal -> Evicted"
                + " checkout-6c9f7d5b84-pgjxb");
  }

  /** {@return cause and effect of each arrow in the page that is open} */
  private List<String> arrows() {
    String text =
        (String)
            browser.script(
                """
                const m = State.model;
                const text = (s) =>
                  m.strings[m.reason[m.event[s]]] + ' ' + m.strings[m.name[m.objectOf(s)]];
                return [...document.querySelectorAll('#canvas .cause')]
                  .map((line) => text(line.dataset.cause) + ' -> ' + text(line.dataset.effect)).join('\\n')
                """);
    return text.isEmpty() ? List.of() : text.lines().toList();
  }

  private static String event(String time, String kind, String name, String reason, String text) {
    return """
        {"kind":"Event","metadata":{},"type":"Normal","reason":"%4$s","message":"%5$s","count":1,
         "involvedObject":{"kind":"%2$s","namespace":"shop","name":"%3$s"},
         "firstTimestamp":"2026-03-02T%1$sZ","lastTimestamp":"2026-03-02T%1$sZ"}
        """
        .formatted(time, kind, name, reason, text);
  }

  @Test
  void an_arrow_needs_the_whole_name_and_an_effect_within_a_minute() throws Exception {
    String lines =
        event("09:00:00", "StatefulSet", "db", "SuccessfulCreate", "create Pod db-1 in StatefulSet")
            + event("09:03:00", "Pod", "db-1", "Scheduled", "three minutes later")
            + event(
                "09:10:00", "StatefulSet", "db", "Successful", "create Pod db-10 in StatefulSet")
            + event("09:10:01", "Pod", "db-10", "Scheduled", "at once")
            + event("09:20:00", "StatefulSet", "db", "Other", "Pod x-db-2, db-2.x, db-20: ready")
            + event("09:20:01", "Pod", "db-2", "Scheduled", "at once")
            + event("09:30:00", "StatefulSet", "db", "Last", "made Pod db-3.")
            + event("09:30:59", "Pod", "db-3", "Scheduled", "59 seconds later");
    browser.open(report("arrows.html", input("arrows.ndjson", lines).toString()), "");
    assertThat(arrows())
        .containsExactlyInAnyOrder("Successful db -> Scheduled db-10", "Last db -> Scheduled db-3");
  }

  @Test
  void owners_of_many_levels_have_lanes() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 12_000; i++) {
      lines.append(
          """
          {"kind":"Event","metadata":{},"type":"Normal","reason":"R","message":"m","count":1,
           "involvedObject":{"kind":"Pod","namespace":"shop","name":"n%d",
            "ownerReferences":[{"kind":"Pod","name":"n%d","controller":true}]},
           "firstTimestamp":"2026-03-02T09:00:00Z","lastTimestamp":"2026-03-02T09:00:00Z"}
          """
              .formatted(i, i + 1));
    }
    Path page = report("deep.html", input("deep.ndjson", lines.toString()).toString());
    browser.open(page, "");
    assertThat(browser.number("return Rows.all().length")).isEqualTo(12_001);
    browser.click("#collapse");
    assertThat(browser.texts("#canvas .lane .weight")).containsExactly("12,000", "12,000");
  }

  @Test
  void a_page_that_cannot_start_says_so_and_keeps_the_summary() throws Exception {
    String page = Files.readString(demo);
    String data = page.replaceFirst("(?s).*id=\"data\">([^<]*)<.*", "$1");
    ObjectNode json = (ObjectNode) ReportedData.of(page).json();
    json.remove("settings");
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(json.toString().getBytes(UTF_8));
    }
    String other = Base64.getEncoder().encodeToString(zipped.toByteArray());
    browser.load(
        Files.writeString(temp.resolve("settings.html"), page.replace(data.strip(), other)));
    browser.until("return !document.getElementById('message').hidden");
    assertThat(browser.find("#message").getText()).startsWith("The page cannot show the timeline");
    assertThat(browser.find("#static").isDisplayed()).isTrue();
    assertThat(browser.find("#app").isDisplayed()).isFalse();
    assertThat(browser.complaints()).singleElement().asString().contains("Uncaught");
  }

  @Test
  void a_storm_counts_all_occurrences_between_its_times() {
    browser.open(demo, "");
    assertThat(browser.texts("#storms .many")).containsExactlyInAnyOrder("48", "44", "12");
    assertThat(browser.texts("#storms .when"))
        .anyMatch(text -> text.startsWith("Between 09:14:01 and 09:18:37"))
        .anyMatch(text -> text.startsWith("Between 09:14:25 and 09:17:39"));
    assertThat(
            browser.script(
                """
                const m = State.model;
                return m.storms.every((storm) => storm.occurrences ===
                  [...m.statesOfObject.of(storm.object)]
                    .filter((s) => m.time[s] >= storm.from && m.time[s] <= storm.to).length)
                """))
        .isEqualTo(true);
  }

  @Test
  void a_click_on_a_bar_shows_its_events_and_escape_goes_back() {
    browser.open(demo, "");
    assertThat(browser.find("#details").isDisplayed()).isFalse();
    browser.click(BACK_OFF + " .hit");
    assertThat(browser.find("#details-title").getText())
        .isEqualTo("Warning BackOff, 36 times between 09:14:27 and 09:25:33");
    assertThat(browser.find("#details-object").getText())
        .isEqualTo("Pod shop/checkout-7b5d68f9cc-ksr5q");
    assertThat(browser.find("#details-body").getText())
        .contains("×36", "Back-off restarting failed container checkout", "kubelet");
    assertThat(browser.texts(ROW + " .reason")).containsExactly("BackOff");
    assertThat(browser.texts(ROW + " .count")).containsExactly("36");
    browser.press(Keys.ESCAPE);
    assertThat(browser.find("#details").isDisplayed()).isFalse();
    assertThat(browser.findAll(ROW)).hasSize(66);
  }

  @Test
  void the_address_of_a_selection_opens_it_again() {
    browser.open(demo, "");
    browser.click(BACK_OFF + " .hit");
    String fragment = (String) browser.script("return location.hash");
    assertThat(fragment).matches("#event=\\d+");
    browser.open(demo, fragment);
    assertThat(browser.texts(ROW + " .reason")).containsExactly("BackOff");
    assertThat(browser.findAll(BACK_OFF + ".selected")).hasSize(1);
    browser.open(demo, "#object=1");
    assertThat(browser.find("#details-title").getText())
        .isEqualTo("ReplicaSet shop/checkout-7b5d68f9cc");
  }

  @Test
  void a_row_of_the_table_leads_to_its_mark_even_if_that_is_out_of_sight() {
    browser.open(demo, "");
    browser.click("#zoom-in");
    browser.click("#zoom-in");
    assertThat(browser.findAll(MARKS + "[aria-label*='Killing at 09:33:11']")).isEmpty();
    browser.click(
        "#rows [data-find][aria-label*='Normal Killing of Pod shop/checkout-7b5d68f9cc']");
    assertThat(browser.findAll(MARKS + ".selected[aria-label*='Killing at 09:33:11']")).hasSize(1);
  }

  @Test
  void a_search_filters_the_table_the_lanes_and_the_talkers() {
    browser.open(demo, "");
    browser.click("#search");
    browser.press("payment-keys GBVGM");
    browser.until("return document.getElementById('matching').textContent.includes('match')");
    assertThat(browser.find("#matching").getText())
        .isEqualTo("1 of 66 events match, 6 occurrences");
    assertThat(browser.texts(ROW + " .reason")).containsExactly("FailedMount");
    assertThat(browser.texts("#noisy-reasons .who")).containsExactly("FailedMount");
    assertThat(browser.findAll(MARKS)).hasSize(1);
    browser.click("#clear");
    assertThat(browser.findAll(ROW)).hasSize(66);
  }

  @Test
  void types_kinds_and_talkers_filter() {
    browser.open(demo, "");
    browser.click("#show-warning");
    assertThat(browser.texts(ROW + " .type")).hasSizeGreaterThan(5).containsOnly("Normal");
    assertThat(browser.findAll(MARKS + ".warning")).isEmpty();
    browser.click("#show-warning");
    browser.script(
        "const kind = document.getElementById('choose-kind'); kind.value = 'Node';"
            + " return kind.dispatchEvent(new Event('change'))");
    assertThat(browser.texts(ROW + " .object"))
        .hasSize(3)
        .allMatch(text -> text.startsWith("Node"));
    browser.click("#clear");
    browser.click("#noisy-objects li:first-child button");
    assertThat(browser.texts(ROW + " .object"))
        .hasSizeGreaterThan(5)
        .containsOnly("Pod shop/checkout-7b5d68f9cc-gbvgm");
    browser.click("#object-chip");
    assertThat(browser.findAll(ROW)).hasSize(66);
  }

  @Test
  void a_click_on_a_column_sorts() {
    browser.open(demo, "");
    browser.click("#table th[data-sort='count'] button");
    assertThat(browser.texts(ROW + " .count")).startsWith("36", "36", "13").endsWith("1");
    assertThat(browser.find("#table th[data-sort='count']").getDomAttribute("aria-sort"))
        .isEqualTo("descending");
    browser.click("#table th[data-sort='count'] button");
    assertThat(browser.texts(ROW + " .count")).startsWith("1").endsWith("36", "36");
  }

  @Test
  void the_keyboard_reaches_every_mark() {
    browser.open(demo, "");
    browser.script("document.getElementById('zoom-fit').focus(); return true");
    browser.press(Keys.TAB, Keys.DOWN, Keys.RIGHT);
    assertThat(browser.focused()).isEqualTo("Normal ScalingReplicaSet at 09:14:00");
    browser.press(Keys.RIGHT, Keys.DOWN, Keys.DOWN);
    assertThat(browser.focused()).startsWith("Normal SuccessfulDelete");
    browser.press(Keys.HOME);
    assertThat(browser.focused()).isEqualTo("ReplicaSet checkout-7b5d68f9cc");
    browser.press(Keys.LEFT);
    assertThat(browser.texts("#canvas .lane .name")).doesNotContain("-ksr5q");
    browser.press(Keys.RIGHT, Keys.RIGHT, "+");
    assertThat(browser.focused()).isEqualTo("Normal SuccessfulCreate at 09:14:01");
    browser.press(Keys.ENTER);
    assertThat(browser.texts(ROW + " .reason")).containsExactly("SuccessfulCreate");
    browser.press(Keys.ESCAPE, "0");
    assertThat(browser.focused()).isEqualTo("Normal SuccessfulCreate at 09:14:01");
  }

  @Test
  void storms_and_the_columns_of_time_choose_what_the_lanes_show() {
    browser.open(demo, "");
    long before = browser.number("return State.view[1] - State.view[0]");
    browser.click("#storms li:first-child button");
    long storm = browser.number("return State.view[1] - State.view[0]");
    assertThat(storm).isBetween(150_000L, before / 2);
    assertThat(browser.find("#details-title").getText())
        .isEqualTo("Pod shop/checkout-7b5d68f9cc-gbvgm");
    browser.click("#zoom-fit");
    assertThat(browser.number("return State.view[1] - State.view[0]")).isEqualTo(before);
    browser.drag("#overview", -100, 100);
    assertThat(browser.number("return State.view[1] - State.view[0]"))
        .isBetween(before / 7, before / 4);
  }

  @Test
  void settings_are_compared_and_the_decisions_add_up() {
    browser.open(demo, "");
    assertThat(browser.findAll("#settings-rows tr")).hasSizeGreaterThan(4);
    assertThat(browser.findAll("#settings-rows tr.current")).hasSize(1);
    assertThat(browser.findAll("#settings-chart .point")).hasSizeBetween(2, 8);
    assertThat(browser.texts("#done .fates b").stream().mapToInt(Integer::parseInt).sum())
        .isEqualTo(208);
    browser.click("[data-by='object']");
    assertThat(browser.texts("#done-rows th")).contains("Deployment shop/checkout");
  }

  @Test
  void light_and_dark_have_no_barriers_for_people_with_disabilities() throws Exception {
    for (String scheme : List.of("light", "dark")) {
      browser.size(1400, 1000, scheme);
      browser.open(demo, "");
      assertThat(browser.script("return document.documentElement.dataset.theme")).isEqualTo(scheme);
      browser.screenshot(Path.of("target/report-" + scheme + ".png"));
      browser.click(BACK_OFF + " .hit");
      assertThat(browser.barriers()).as(scheme).isEmpty();
    }
    browser.click("#theme");
    assertThat(browser.script("return document.documentElement.dataset.theme")).isEqualTo("light");
  }

  @Test
  void times_are_also_those_of_the_place() {
    browser.command("Emulation.setTimezoneOverride", Map.of("timezoneId", "Asia/Tokyo"));
    browser.open(demo, "");
    browser.click("#clock");
    assertThat(browser.find("#range").getText())
        .isEqualTo("2026-03-02, 18:14:00 to 18:33:11 local time");
    assertThat(browser.texts(ROW + " [data-find]")).startsWith("18:14:00");
    browser.command("Emulation.setTimezoneOverride", Map.of("timezoneId", ""));
  }

  @Test
  void texts_have_the_year_if_the_events_are_of_several_years() throws Exception {
    String lines =
        event("09:00:00", "Pod", "a", "Old", "m").replace("2026-", "2024-")
            + event("09:00:00", "Pod", "b", "New", "m");
    browser.open(report("years.html", input("years.ndjson", lines).toString()), "");
    assertThat(browser.texts(ROW + " [data-find]"))
        .containsExactly("2024-03-02 09:00:00", "2026-03-02 09:00:00");
    assertThat(browser.texts("#axis text")).contains("2025-01", "2026-01");
  }

  @Test
  void both_ends_of_a_bar_have_their_day_and_the_edge_says_since_when() throws Exception {
    String bar =
        """
        {"kind":"Event","metadata":{"name":"a"},"type":"Warning","reason":"BackOff","message":"m","count":5000,
         "involvedObject":{"kind":"Pod","namespace":"shop","name":"web-0"},
         "firstTimestamp":"2026-02-27T09:00:00Z","lastTimestamp":"2026-03-02T09:10:00Z"}
        """;
    String lines = bar + event("09:00:00", "Pod", "web-1", "R", "m");
    browser.open(report("days.html", input("days.ndjson", lines).toString()), "");
    String words = browser.find(MARKS + ".warning .words").getText();
    assertThat(words).startsWith("◂ since 02-27 09:00:00");
    assertThat(browser.texts(ROW + ".warning .time"))
        .containsExactly("02-27 09:00:00", "03-02 09:10:00");
    assertThat(browser.find(MARKS + ".warning").getDomAttribute("aria-label"))
        .endsWith("between 02-27 09:00:00 and 03-02 09:10:00");
    long shown =
        browser.number(
            "const [from, to] = State.full; const all = Overview.columns(200, from, to);"
                + " return Math.round(d3.sum(all.warning))");
    long visible =
        browser.number("return State.model.to - State.model.from - Math.round(State.full[0])");
    long expected = Math.round(5000.0 * visible / Duration.parse("P3DT10M").toMillis());
    assertThat(shown).isEqualTo(expected);
  }

  @Test
  void the_columns_have_their_own_axis_while_the_lanes_show_other_times() {
    browser.open(demo, "");
    assertThat(browser.findAll("#overview text")).isEmpty();
    for (int i = 0; i < 12; i++) {
      browser.click("#zoom-in");
    }
    assertThat(browser.texts("#overview text")).contains("09:16", "09:32");
    assertThat(browser.texts("#axis text")).hasSizeGreaterThan(3).allMatch(t -> t.contains("."));
    assertThat(browser.texts("#canvas .beyond"))
        .anyMatch(text -> text.startsWith("◂ earlier"))
        .anyMatch(text -> text.startsWith("later"));
    browser.click("#zoom-fit");
    browser.until("return document.querySelector('#overview text') === null");
    assertThat(browser.find("#peak").getText()).isEqualTo("peak 8 in 5 seconds");
  }

  @Test
  void a_mark_of_a_closed_group_is_of_several_objects() {
    browser.open(demo, "");
    browser.click("[data-fold='o1']");
    browser.click("#canvas [data-object='1']");
    browser.script(
        "const row = Rows.ofObject(1); Details.selectMark(row, row.marks[0]); return true");
    assertThat(browser.find("#details-object").getText())
        .isEqualTo("2 objects of ReplicaSet shop/checkout-7b5d68f9cc");
    browser.click("#details-only");
    assertThat(browser.find("#object-chip").getText()).contains("ReplicaSet");
  }

  @Test
  void the_table_shows_the_selected_events_that_match_the_filter() {
    browser.open(demo, "#object=2");
    int all = browser.findAll(ROW).size();
    browser.click("#show-warning");
    int normal = browser.findAll(ROW).size();
    assertThat(normal).isBetween(1, all - 1);
    assertThat(browser.texts(ROW + " .type")).containsOnly("Normal");
    assertThat(browser.find("#table-count").getText())
        .isEqualTo(normal + " of " + all + " selected events match");
    assertThat(browser.find("#details-table").getText())
        .isEqualTo("Show " + normal + " of " + all + " events in the table");
  }

  @Test
  void small_windows_need_no_scrolling_to_the_side() {
    for (int width : List.of(360, 800, 1280)) {
      browser.size(width, 800, "light");
      browser.open(demo, "");
      assertThat(browser.number("return document.documentElement.scrollWidth"))
          .isLessThanOrEqualTo(width);
      assertThat(browser.number("return Timeline.width()")).isGreaterThan(width / 2 - 20);
    }
  }

  @Test
  void paper_has_the_whole_page() throws Exception {
    browser.open(demo, "");
    browser.size(1040, 800, "light");
    browser.command("Emulation.setEmulatedMedia", Map.of("media", "print"));
    browser.until("return document.documentElement.classList.contains('paper')");
    browser.until(
        "return document.getElementById('canvas').clientWidth === Timeline.width() + 250");
    browser.screenshot(Path.of("target/report-print.png"));
    assertThat(browser.number("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(1040);
    for (String table : List.of("#table", "table.figures", "#settings-rows")) {
      assertThat(
              browser.number(
                  "return document.querySelector('" + table + "').getBoundingClientRect().right"))
          .as(table)
          .isLessThanOrEqualTo(1040);
    }
    assertThat(browser.number("return document.querySelector('#table th:last-child').offsetWidth"))
        .isGreaterThan(200);
    assertThat(arrows()).hasSize(5);
    browser.command("Emulation.setEmulatedMedia", Map.of("media", ""));
    browser.until("return !document.documentElement.classList.contains('paper')");
  }

  @Test
  void long_words_do_not_widen_the_page() throws Exception {
    String line =
        event("09:00:00", "K".repeat(500), "n".repeat(3000), "R".repeat(3000), "m".repeat(3000));
    String other = event("09:05:00", "Pod", "a", "L".repeat(3000), "m".repeat(3000));
    Path page = report("long.html", input("long.ndjson", line + other).toString());
    for (int width : List.of(360, 1200)) {
      browser.size(width, 800, "light");
      browser.open(page, "#object=0");
      assertThat(browser.number("return document.documentElement.scrollWidth"))
          .isLessThanOrEqualTo(width);
      assertThat(
              browser.number(
                  "return Math.max(...[...document.querySelectorAll('.scroll')].map(e =>"
                      + " e.scrollWidth))"))
          .isLessThan(1200);
    }
  }

  @Test
  void storms_follow_the_filter_and_objects_without_namespace_have_a_group() throws Exception {
    browser.open(demo, "");
    browser.script("Filter.set({ text: 'gbvgm' }); return true");
    assertThat(browser.texts("#storms .many")).containsExactlyInAnyOrder("44", "12");
    browser.script("Filter.set({ text: 'hpa-of-nothing' }); return true");
    assertThat(browser.find("#storms").getText()).isEqualTo("No storm matches.");
    String lines = event("09:00:00", "Pod", "a", "R", "m").replace("\"namespace\":\"shop\",", "");
    browser.open(report("nons.html", input("nons.ndjson", lines).toString()), "");
    assertThat(browser.texts("#canvas .lane.group b")).containsExactly("Without namespace");
  }

  @Test
  void without_scripts_the_page_says_the_most_important() {
    browser.command("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    try {
      browser.load(demo);
      assertThat(browser.find("h1").getText()).isEqualTo("Checkout 2.14.0 fails");
      assertThat(browser.find("#static").getText())
          .contains("Pod shop/checkout-7b5d68f9cc-gbvgm", "BackOff", "--correlator aggregating");
      assertThat(browser.find("#app").isDisplayed()).isFalse();
    } finally {
      browser.command("Emulation.setScriptExecutionDisabled", Map.of("value", false));
    }
  }

  @Test
  void hostile_texts_are_shown_as_text() throws Exception {
    String hostile = "<img src=x onerror=document.title='owned'></script><b>x</b>{{title}}";
    String event =
        """
        {"kind":"Event","metadata":{"name":"e%1$d"},"type":"Warning","reason":"%2$s","message":"%2$s",
         "involvedObject":{"kind":"%2$s","namespace":"%2$s","name":"%2$s"},"source":{"component":"%2$s"},
         "count":%1$d,"firstTimestamp":"2026-03-02T09:14:00Z","lastTimestamp":"2026-03-02T09:15:00Z"}
        """;
    Path input = input("in.json", event.formatted(1, hostile) + event.formatted(2, hostile + "2"));
    browser.open(report("hostile.html", "--title", hostile, input.toString()), "");
    browser.click(MARKS + " .hit");
    assertThat(browser.find("h1").getText()).isEqualTo(hostile);
    assertThat(browser.find(ROW + " .message").getText()).startsWith(hostile);
    assertThat(browser.find("#details-title").getText()).contains(hostile);
    assertThat(browser.findAll("img, main b b")).isEmpty();
    assertThat(browser.script("return document.title")).isEqualTo(hostile);
  }

  @Test
  void a_cut_file_says_so() throws Exception {
    String page = Files.readString(demo);
    int data = page.indexOf("id=\"data\">") + 1000;
    Path cut =
        Files.writeString(
            temp.resolve("cut.html"), page.substring(0, data) + page.substring(data + 4000));
    browser.load(cut);
    browser.until("return !document.getElementById('message').hidden");
    assertThat(browser.find("#message").getText())
        .contains("cannot be read", "event-record report");
    assertThat(browser.find("#static").isDisplayed()).isTrue();
    assertThat(browser.complaints()).singleElement().asString().contains("Uncaught");
  }

  /** The picture depends on the fonts of the machine, so only its size is compared. */
  @Test
  void the_picture_of_the_readme_has_the_size_of_the_one_that_this_test_writes() throws Exception {
    browser.size(1400, 850, "light");
    browser.open(demo, "");
    // The path of the input depends on the folder in which the tests run.
    browser.script(
        "return document.querySelector('.input').textContent = 'docs/demo/failing-deployment.ndjson'");
    Path picture = Boolean.getBoolean("docs.update") ? PICTURE : Path.of("target/report.png");
    browser.screenshot(picture);
    BufferedImage now = ImageIO.read(picture.toFile());
    BufferedImage kept = ImageIO.read(PICTURE.toFile());
    assertThat(kept.getWidth())
        .as("width; write it with -Ddocs.update=true")
        .isEqualTo(now.getWidth());
    assertThat(kept.getHeight()).isEqualTo(now.getHeight());
    assertThat(Files.size(PICTURE)).isLessThan(300_000);
  }
}
