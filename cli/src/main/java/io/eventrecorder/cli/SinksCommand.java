package io.eventrecorder.cli;

import io.eventrecorder.broadcaster.ProviderListing;
import io.eventrecorder.cli.help.Group;
import io.eventrecorder.cli.help.InGroup;
import io.eventrecorder.cli.table.TerminalSinkProvider;
import io.eventrecorder.cli.terminal.StandardStreams;
import io.eventrecorder.spi.Option;
import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParentCommand;

/** Lists the providers on the class path and in the plug-ins. */
@InGroup(Group.SET_UP)
@Command(
    name = "sinks",
    description =
        "Lists the available sinks, correlators and object resolvers, with their options.",
    footer = {"%nExamples:", "  event-record sinks", "  event-record sinks --plugins my-sink.jar"})
final class SinksCommand implements Callable<Integer> {
  @ParentCommand private @Nullable EventRecord root;

  @Override
  public Integer call() {
    StandardStreams streams = Objects.requireNonNull(root).streams;
    PrintStream out = streams.out();
    ProviderListing listing = ProviderListing.discover();
    list(out, "Sinks", "-D eventrecorder.sink.NAME.OPTION=VALUE", listing.sinks());
    list(
        out,
        "Correlators",
        "-D eventrecorder.pipeline.NAME.correlator.OPTION=VALUE",
        listing.correlators());
    list(out, "Object resolvers", "", listing.resolvers());
    listing.problems().forEach(streams::error);
    return listing.problems().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static void list(
      PrintStream out, String title, String usage, List<ProviderListing.Entry> entries) {
    out.println(title + (usage.isEmpty() ? ":" : " (set options with " + usage + "):"));
    if (entries.isEmpty()) {
      out.println("  none");
    }
    for (ProviderListing.Entry entry : entries) {
      if (entry.name().equals(TerminalSinkProvider.TYPE)) {
        continue; // --output chooses it
      }
      out.println("  " + entry.name());
      out.println("    from " + entry.artifact() + ", " + entry.className());
      entry.options().forEach(option -> list(out, option));
    }
    out.println();
  }

  private static void list(PrintStream out, Option<?> option) {
    StringBuilder line = new StringBuilder("    ");
    line.append(option.name()).append(option.isPassThrough() ? "*" : "");
    line.append("  <").append(option.type()).append('>');
    if (!option.isSecret() && option.defaultValue().isPresent()) {
      line.append(", default ").append(option.defaultText());
    }
    line.append(option.isRequired() ? ", required" : "")
        .append(option.isSecret() ? ", secret" : "");
    out.println(line);
    if (!option.doc().isEmpty()) {
      out.println("        " + option.doc());
    }
  }
}
