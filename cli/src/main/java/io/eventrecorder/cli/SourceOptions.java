package io.eventrecorder.cli;

import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.cli.settings.CommandSettings;
import io.eventrecorder.cli.settings.SourceSettings;
import io.eventrecorder.cli.source.Checkpoints;
import io.eventrecorder.cli.source.EventSelection;
import io.eventrecorder.cli.source.ObjectName;
import io.eventrecorder.cli.source.ResumableSource;
import io.eventrecorder.cli.source.ResumeFile;
import io.eventrecorder.cli.source.kubernetes.ClusterConnection;
import io.eventrecorder.cli.source.kubernetes.ClusterOptions;
import io.eventrecorder.cli.source.kubernetes.KubernetesSource;
import io.eventrecorder.cli.terminal.CommandException;
import io.eventrecorder.cli.terminal.StandardStreams;
import io.eventrecorder.spi.EventClock;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that follow a cluster or a topic. */
final class SourceOptions {
  private static final Set<String> CLUSTER = Set.of("kubeconfig", "context", "namespace", "api");

  /** The sources. */
  enum Type {
    KUBERNETES,
    KAFKA
  }

  @Option(
      names = "--from",
      paramLabel = "SOURCE",
      description = "Reads from kubernetes or kafka instead of files.")
  @Nullable Type from;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description =
          "Only events of this namespace. Default: for kubernetes the namespace of the context, for"
              + " kafka all.")
  private @Nullable String namespace;

  @Option(
      names = {"-A", "--all-namespaces"},
      description = "Events of all namespaces.")
  private boolean allNamespaces;

  @Option(
      names = "--for",
      paramLabel = "KIND/NAME",
      description = "Only events about this object, for example pod/web-0 or deploy/web.")
  private @Nullable String object;

  @Option(
      names = "--types",
      split = ",",
      paramLabel = "TYPE",
      description = "Only events of these types, for example Warning.")
  private List<String> types = new ArrayList<>();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "Only events since then, at the beginning: a duration such as 1h, or a time such as"
              + " 2026-01-31T12:00:00Z. Default: for kubernetes all that exist.")
  private @Nullable String since;

  @Option(names = "--no-follow", description = "Ends after the events that exist.")
  private boolean noFollow;

  @Option(
      names = "--resume-file",
      paramLabel = "FILE",
      description =
          "Remembers in this file how far it has read, and continues there after a restart.")
  private @Nullable Path resumeFile;

  @Option(names = "--kubeconfig", paramLabel = "FILE", description = "The kubeconfig file.")
  private @Nullable String kubeconfig;

  @Option(names = "--context", paramLabel = "NAME", description = "A context of the kubeconfig.")
  private @Nullable String context;

  @Option(
      names = "--api",
      paramLabel = "API",
      description =
          "core, events, or auto: events.k8s.io/v1 if it can be read, or else core/v1. Default:"
              + " auto.")
  private ClusterOptions.@Nullable Api api;

  /**
   * {@return the source}
   *
   * @param type which one
   * @throws CommandException if an option is wrong
   */
  ResumableSource open(Type type, CommandSettings settings, StandardStreams streams) {
    EventClock clock = EventClock.system();
    EventSelection selection = selection(clock.instant());
    return kubernetes(settings, selection, streams, clock);
  }

  private ResumableSource kubernetes(
      CommandSettings settings,
      EventSelection selection,
      StandardStreams streams,
      EventClock clock) {
    SourceSettings given = SourceSettings.of(settings, "kubernetes", CLUSTER);
    ClusterOptions options =
        new ClusterOptions(
            chosen(kubeconfig, given, "kubeconfig"),
            chosen(context, given, "context"),
            chosen(namespace, given, "namespace"),
            allNamespaces,
            api == null ? api(given) : api);
    return new KubernetesSource(
        ClusterConnection.of(options),
        options,
        selection,
        !noFollow,
        streams,
        clock,
        RandomGenerator.getDefault());
  }

  private static String chosen(@Nullable String flag, SourceSettings given, String name) {
    return flag != null ? flag : given.find(name).orElse("").strip();
  }

  private static ClusterOptions.Api api(SourceSettings given) {
    String text = given.find("api").orElse("auto").strip();
    try {
      return ClusterOptions.Api.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(
          given.named("api") + ": \"" + text + "\" must be core, events or auto");
    }
  }

  private EventSelection selection(Instant now) {
    if (namespace != null && allNamespaces) {
      throw CommandException.usage("-n and -A cannot be combined; use one of the two");
    }
    try {
      return new EventSelection(
          namespace == null ? "" : namespace,
          object == null ? null : ObjectName.parse(object),
          Set.copyOf(types),
          since == null ? null : since(since, now));
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--for " + e.getMessage());
    }
  }

  private static Instant since(String text, Instant now) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException notATime) {
      try {
        Duration ago = new DurationConverter().convert(text);
        return now.minus(ago);
      } catch (RuntimeException e) {
        throw CommandException.usage(
            "--since \""
                + text
                + "\" must be a duration such as 30m or 1h, or a time such as"
                + " 2026-01-31T12:00:00Z");
      }
    }
  }

  /** {@return whether the position is saved; null if it is not} */
  @Nullable Checkpoints resume(
      ResumableSource source, EventBroadcaster broadcaster, StandardStreams streams) {
    if (resumeFile == null) {
      return null;
    }
    ResumeFile file = ResumeFile.open(resumeFile, source.identity());
    List<String> position = file.position();
    if (position != null) {
      try {
        source.resumeAt(position);
      } catch (IllegalArgumentException e) {
        file.close();
        throw file.refused("cannot be used: " + e.getMessage());
      }
    }
    return Checkpoints.start(source, file, broadcaster, streams);
  }
}
