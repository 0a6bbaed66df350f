package io.eventrecorder.micrometer;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The samples that Prometheus reads from a registry. */
record Scrape(List<Sample> samples) {
  private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
  static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  record Sample(String name, Map<String, String> labels, double value) {}

  static Scrape of(PrometheusMeterRegistry registry) {
    List<Sample> samples = new ArrayList<>();
    for (String line : registry.scrape().lines().toList()) {
      Matcher matcher = SAMPLE.matcher(line);
      if (!line.startsWith("#") && matcher.matches()) {
        samples.add(
            new Sample(
                matcher.group(1),
                labels(matcher.group(2) == null ? "" : matcher.group(2)),
                Double.parseDouble(matcher.group(3))));
      }
    }
    return new Scrape(samples);
  }

  static Map<String, String> labels(String text) {
    Map<String, String> labels = new TreeMap<>();
    LABEL.matcher(text).results().forEach(label -> labels.put(label.group(1), label.group(2)));
    return labels;
  }

  /** {@return the samples with this name and at least these labels} */
  List<Sample> find(String name, Map<String, String> labels) {
    return samples.stream()
        .filter(sample -> sample.name().equals(name))
        .filter(sample -> sample.labels().entrySet().containsAll(labels.entrySet()))
        .toList();
  }

  double value(String name, Map<String, String> labels) {
    List<Sample> found = find(name, labels);
    if (found.size() != 1) {
      throw new AssertionError(name + labels + " is there " + found.size() + " times: " + samples);
    }
    return found.get(0).value();
  }
}
