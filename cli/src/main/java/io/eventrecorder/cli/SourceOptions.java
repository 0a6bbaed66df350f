package io.eventrecorder.cli;

import io.eventrecorder.cli.help.Group;
import io.eventrecorder.cli.help.InGroup;
import io.eventrecorder.cli.shell.Candidates;
import io.eventrecorder.cli.source.kubernetes.ClusterOptions;
import io.eventrecorder.cli.terminal.CommandException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that follow a cluster or a topic. */
final class SourceOptions {
  /** The sources. */
  enum Type {
    KUBERNETES,
    KAFKA
  }

  @InGroup(Group.INPUT)
  @Option(
      names = "--from",
      paramLabel = "SOURCE",
      converter = Choice.OfSource.class,
      completionCandidates = Choice.OfSource.class,
      description = "The source to follow: ${COMPLETION-CANDIDATES}.")
  @Nullable Type from;

  @InGroup(Group.INPUT)
  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description =
          "Only events of this namespace. Default: the namespace of the context; from kafka, all.")
  @Nullable String namespace;

  @InGroup(Group.INPUT)
  @Option(
      names = {"-A", "--all-namespaces"},
      description = "Events of all namespaces.")
  boolean allNamespaces;

  @InGroup(Group.INPUT)
  @Option(
      names = "--for",
      paramLabel = "KIND/NAME",
      description = "Only events about this object, for example pod/web-0 or deploy/web.")
  @Nullable String object;

  @InGroup(Group.INPUT)
  @Option(
      names = "--types",
      completionCandidates = Candidates.Types.class,
      split = ",",
      paramLabel = "TYPE",
      description = "Only events of these types, for example Warning; separated by commas.")
  List<String> types = new ArrayList<>();

  @InGroup(Group.INPUT)
  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "Begins with the events of this time: a duration such as 1h, or a time such as"
              + " 2026-01-31T12:00:00Z. Default: all events that exist; for tail --from kafka, 10m.")
  @Nullable String since;

  @InGroup(Group.INPUT)
  @Option(
      names = "--follow",
      negatable = true,
      description =
          "Follows new events. Default: yes; --no-follow ends after the events that exist.")
  @Nullable Boolean follow;

  @InGroup(Group.INPUT)
  @Option(
      names = "--resume-file",
      paramLabel = "FILE",
      description =
          "Remembers in this file how far it has read, and continues there after a restart.")
  @Nullable Path resumeFile;

  @InGroup(Group.INPUT)
  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description =
          "The kubeconfig. Default: $$KUBECONFIG, ~/.kube/config, or the service account of the"
              + " pod.")
  @Nullable String kubeconfig;

  @InGroup(Group.INPUT)
  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "A context of the kubeconfig. Default: its current one.")
  @Nullable String context;

  @InGroup(Group.INPUT)
  @Option(
      names = "--api",
      paramLabel = "API",
      converter = Choice.OfApi.class,
      completionCandidates = Choice.OfApi.class,
      description =
          "The API of the cluster to read: ${COMPLETION-CANDIDATES}. Default: auto, which is"
              + " events.k8s.io/v1 if it can be read, or else core/v1.")
  ClusterOptions.@Nullable Api api;

  @InGroup(Group.INPUT)
  @Option(names = "--topic", paramLabel = "NAME", description = "The Kafka topic.")
  @Nullable String topic;

  @InGroup(Group.INPUT)
  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "Kafka brokers to connect to first, separated by commas.")
  @Nullable String bootstrapServers;

  /** {@return whether to go on after the events that exist} */
  boolean follows() {
    return follow == null || follow;
  }

  /** Refuses options that have no effect without a source. */
  void requireNone() {
    Map<String, Boolean> given = new LinkedHashMap<>();
    given.put("--namespace", namespace != null);
    given.put("--all-namespaces", allNamespaces);
    given.put("--for", object != null);
    given.put("--types", !types.isEmpty());
    given.put("--since", since != null);
    given.put("--follow", follow != null);
    given.put("--resume-file", resumeFile != null);
    refuse(given, " needs --from kubernetes or --from kafka");
    requireNoneOf(Type.KUBERNETES);
    requireNoneOf(Type.KAFKA);
  }

  /** Refuses options that only another source has. */
  void requireNoneOf(Type other) {
    Map<String, Boolean> given = new LinkedHashMap<>();
    if (other == Type.KUBERNETES) {
      given.put("--kubeconfig", kubeconfig != null);
      given.put("--context", context != null);
      given.put("--api", api != null);
      refuse(given, " needs --from kubernetes");
    } else {
      given.put("--topic", topic != null);
      given.put("--bootstrap-servers", bootstrapServers != null);
      refuse(given, " needs --from kafka");
    }
  }

  private static void refuse(Map<String, Boolean> given, String why) {
    StringJoiner names = new StringJoiner(", ");
    given.forEach(
        (name, is) -> {
          if (is) {
            names.add(name);
          }
        });
    if (names.length() > 0) {
      throw CommandException.usage(names + why);
    }
  }
}
