package io.eventrecorder.correlator;

import io.eventrecorder.correlator.Life.Step;
import io.eventrecorder.correlator.Life.What;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A small history of which every kind of part is left, and the files with these parts. */
final class GoldenState {
  /** The secret of this history. */
  private static final String SECRET = "01000102030405060708090a0b0c0d0e0f";

  private GoldenState() {}

  /** A correlator after the history. */
  static Life life() {
    CorrelatorOptions options =
        CorrelatorOptions.builder()
            .cacheSize(4)
            .burst(2)
            .qps(0.1)
            .warningBurst(3)
            .maxEvents(3)
            .build();
    Parts secret = new Parts();
    secret.values.put("53", SECRET);
    Life life = new Life(options).continued(secret);
    steps().forEach(life::step);
    return life;
  }

  /** The history. */
  static List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 4; i++) { // the first ones wait when they are evicted
      steps.add(new Step(What.HAPPENS, 250, 0, 2, 1, 1, 9));
      steps.add(new Step(What.HAPPENS, 250, 1, 2, 1, 1, 9));
    }
    steps.add(new Step(What.HAPPENS, 250, 2, 5, 0, 1, 1)); // a create that was given up
    for (int message = 0; message < 6; message++) { // evicts, and makes an aggregate
      steps.add(new Step(What.HAPPENS, 0, 3, message, 0, 3, 9));
      steps.add(new Step(What.HAPPENS, 0, 3, message, 0, 1, 9));
    }
    steps.add(new Step(What.HAPPENS, 60_000, 2, 1, 0, 1, 9));
    steps.add(new Step(What.HAPPENS, 0, 3, 1, 0, 1, 9));
    steps.add(new Step(What.HAPPENS, 0, 3, 7, 0, 1, 9));
    steps.add(new Step(What.HAPPENS, 10_000, 3, 13, 0, 1, 9)); // combined
    steps.add(new Step(What.HAPPENS, 0, 3, 13, 0, 1, 9)); // waits in the cache
    steps.add(new Step(What.HAPPENS, 10_000, 3, 7, 0, 1, 1)); // given up, and does not wait
    steps.add(new Step(What.STATE, 100, 2, 1, 0, 2, 9));
    return steps;
  }

  /** What the correlator has, a part a line. */
  static String text(Life life) {
    Parts parts = new Parts();
    life.correlator.changes(parts);
    StringBuilder text = new StringBuilder();
    parts.values.forEach((key, value) -> text.append(key).append(' ').append(value).append('\n'));
    return text.toString();
  }

  /** The parts in a file. */
  static Parts read(String file) {
    Parts parts = new Parts();
    for (String line : file.lines().toList()) {
      int space = line.indexOf(' ');
      parts.values.put(line.substring(0, space), line.substring(space + 1));
    }
    return parts;
  }

  /** The text of a file in the folder {@code state}. */
  static String file(String name) {
    try (InputStream in = GoldenState.class.getResourceAsStream("/state/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
