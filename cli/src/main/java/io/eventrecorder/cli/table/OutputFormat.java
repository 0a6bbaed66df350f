package io.eventrecorder.cli.table;

import java.util.Locale;

/** The forms of events on standard output. */
public enum OutputFormat {
  /** A table as of {@code kubectl get events}. */
  TABLE,
  /** A table with more columns, in which no text is cut. */
  WIDE,
  /** Pretty-printed objects one behind another, as of {@code kubectl get -w -o json}. */
  JSON,
  /** The sink log's lines with the names of OpenTelemetry. */
  OTEL,
  /** The sink log's lines with the names of Elastic Common Schema. */
  ECS,
  /** One event a line, in the form of Kubernetes. */
  NDJSON;

  /** {@return whether the sink log writes this form} */
  public boolean isOfLog() {
    return this == OTEL || this == ECS;
  }

  /** {@return the name on the command line} */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
