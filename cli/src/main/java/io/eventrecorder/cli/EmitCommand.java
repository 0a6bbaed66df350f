package io.eventrecorder.cli;

import io.eventrecorder.EventDraft;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.EventType;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.cli.delivery.BroadcasterSession;
import io.eventrecorder.cli.help.Group;
import io.eventrecorder.cli.help.InGroup;
import io.eventrecorder.cli.settings.CommandSettings;
import io.eventrecorder.cli.shell.Candidates;
import io.eventrecorder.cli.table.EventOutput;
import io.eventrecorder.cli.table.Namespaces;
import io.eventrecorder.cli.table.TimeStyle;
import io.eventrecorder.cli.terminal.CommandException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Records one event. */
@InGroup(Group.RECORD)
@Command(
    name = "emit",
    description = "Records one event.",
    footer = {
      "%nExamples:",
      "  event-record emit --regarding Pod/default/web-0 --type Warning --reason BackOff \\",
      "      --message 'Back-off restarting failed container'",
      "  event-record emit --regarding Order/eu/4711 --api-version shop/v1 --reason Paid \\",
      "      --message 'paid by card' --label team=shop"
    })
final class EmitCommand implements Callable<Integer> {
  @ParentCommand private @Nullable EventRecord root;

  @InGroup(Group.EVENT)
  @Option(
      names = "--regarding",
      required = true,
      paramLabel = "OBJECT",
      converter = ObjectConverter.class,
      description = "The object: Kind/name or Kind/namespace/name.")
  private ObjectReference regarding = ObjectReference.empty();

  @InGroup(Group.EVENT)
  @Option(
      names = "--api-version",
      paramLabel = "GROUP/VERSION",
      description = "The object's API version, for example apps/v1.")
  private String apiVersion = "";

  @InGroup(Group.EVENT)
  @Option(names = "--uid", paramLabel = "UID", description = "The object's uid.")
  private String uid = "";

  @InGroup(Group.EVENT)
  @Option(
      names = "--related",
      paramLabel = "OBJECT",
      converter = ObjectConverter.class,
      description = "A second object of the event: Kind/name or Kind/namespace/name.")
  private @Nullable ObjectReference related;

  @InGroup(Group.EVENT)
  @Option(
      names = "--type",
      paramLabel = "TYPE",
      completionCandidates = Candidates.Types.class,
      description = "Normal (the default) or Warning.")
  private String type = EventType.NORMAL;

  @InGroup(Group.EVENT)
  @Option(
      names = "--reason",
      required = true,
      paramLabel = "REASON",
      description = "The reason, as one CamelCase word, for example BackOff.")
  private String reason = "";

  @InGroup(Group.EVENT)
  @Option(
      names = "--message",
      required = true,
      paramLabel = "TEXT",
      description = "What happened, for human readers.")
  private String message = "";

  @InGroup(Group.EVENT)
  @Option(
      names = "--action",
      paramLabel = "ACTION",
      description = "The action that was done or failed, for example Restarting.")
  private String action = "";

  @InGroup(Group.EVENT)
  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "Two events with equal keys are the same for a correlator. Default: the message.")
  private String key = "";

  @InGroup(Group.EVENT)
  @Option(names = "--label", paramLabel = "NAME=VALUE", description = "A label; can be repeated.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @InGroup(Group.EVENT)
  @Option(
      names = "--annotation",
      paramLabel = "NAME=VALUE",
      description = "An annotation; can be repeated.")
  private Map<String, String> annotations = new LinkedHashMap<>();

  @InGroup(Group.EVENT)
  @Option(
      names = "--component",
      paramLabel = "NAME",
      description = "The program that reports the event. Default: ${DEFAULT-VALUE}.")
  private String component = "event-record";

  @InGroup(Group.EVENT)
  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "The host of that program. Default: the name of this host.")
  private @Nullable String host;

  @InGroup(Group.DELIVERY)
  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long to wait for the sinks. Default: 30s.")
  private Duration timeout = Duration.ofSeconds(30);

  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    EventRecord command = Objects.requireNonNull(root);
    String checkedType = checkedType();
    if (reason.isBlank()) {
      throw CommandException.usage(
          "--reason is empty; set one CamelCase word, for example BackOff");
    }
    CommandSettings settings = command.settings();
    EventOutput shown =
        output.adapt(
            settings,
            command.streams,
            new OutputOptions.Hints(TimeStyle.AGE, Namespaces.UNKNOWN, true));
    BroadcasterSession session = BroadcasterSession.start(settings, shown);
    draft(recorder(session), checkedType).record();
    boolean invalid = !session.stats().invalid().isEmpty();
    List<String> losses = session.finishSoon(timeout).losses();
    losses.forEach(loss -> command.streams.error("the event was not delivered: " + loss));
    return losses.isEmpty() && !invalid ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private String checkedType() {
    return Stream.of(EventType.NORMAL, EventType.WARNING)
        .filter(known -> known.equalsIgnoreCase(type))
        .findFirst()
        .orElseThrow(
            () -> CommandException.usage("--type '" + type + "' must be Normal or Warning"));
  }

  private EventRecorder recorder(BroadcasterSession session) {
    return host == null
        ? session.broadcaster().newRecorder(component)
        : session.broadcaster().newRecorder(component, host);
  }

  private EventDraft draft(EventRecorder recorder, String checkedType) {
    EventDraft draft =
        recorder
            .event(checkedType, reason)
            .regarding(regarding.toBuilder().apiVersion(apiVersion).uid(uid).build())
            .message(message)
            .action(action)
            .key(key)
            .labels(labels)
            .annotations(annotations);
    return related == null ? draft : draft.related(related);
  }
}
