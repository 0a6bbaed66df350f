package io.eventrecorder.cli;

import io.eventrecorder.cli.help.Group;
import io.eventrecorder.cli.help.InGroup;
import io.eventrecorder.cli.settings.EffectiveOption;
import io.eventrecorder.text.PrintableText;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.TypeConversionException;

/** Prints the configuration that a command line has, and where it comes from. */
@InGroup(Group.SET_UP)
@Command(
    name = "config",
    description = {
      "Prints the configuration, and where each value comes from.",
      "It reads the configuration as the other commands do, and creates no sink. Secrets are not"
          + " printed. If an option is unknown or has a wrong value, the status is 2."
    },
    footer = {
      "%nExamples:",
      "  event-record config --sink kafka --config events.properties",
      "  event-record config --all | grep correlator",
      "  event-record config -o properties > events.properties"
    })
final class ConfigCommand implements Runnable {
  @ParentCommand private @Nullable EventRecord root;

  @InGroup(Group.OUTPUT)
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      converter = FormConverter.class,
      completionCandidates = FormNames.class,
      description = "table (the default), or properties, which --config can read.")
  private Form output = Form.TABLE;

  @InGroup(Group.OUTPUT)
  @Option(
      names = "--all",
      description = "Also prints the options that are not set, with the defaults of the library.")
  private boolean all;

  @Override
  public void run() {
    EventRecord command = Objects.requireNonNull(root);
    List<EffectiveOption> options =
        command.settings().effective().stream().filter(option -> all || option.isSet()).toList();
    PrintStream out = command.streams.out();
    if (output == Form.TABLE) {
      table(out, options);
    } else {
      options.forEach(option -> property(out, option));
    }
  }

  private static void table(PrintStream out, List<EffectiveOption> options) {
    int name = options.stream().mapToInt(option -> option.name().length()).max().orElse(0);
    int value = options.stream().mapToInt(option -> shown(option).length()).max().orElse(0);
    String row = "%-" + Math.max(name, 6) + "s  %-" + Math.max(value, 5) + "s  %s%n";
    out.printf(row, "OPTION", "VALUE", "FROM");
    for (EffectiveOption option : options) {
      out.printf(row, line(option.name()), shown(option), line(option.from()));
    }
  }

  private static String shown(EffectiveOption option) {
    boolean empty = option.value().isEmpty();
    return line(
        empty && option.hidden() && option.isSet() ? "(hidden)" : empty ? "-" : option.value());
  }

  private static String line(String text) {
    return PrintableText.line(text);
  }

  /**
   * A comment has no value that can be read back, or it is a default of the command. A default
   * would count as a choice of the user: a sink whose format is chosen is not shown as a table.
   */
  private static void property(PrintStream out, EffectiveOption option) {
    boolean readable =
        !option.value().isEmpty() && option.setter() != EffectiveOption.Setter.COMMAND;
    out.println("# " + line(option.from()) + (option.hidden() ? "; secret" : ""));
    out.println((readable ? "" : "# ") + line(written(option.name(), option.value())));
  }

  /** {@return the line that {@link Properties} reads} It also reads the escapes of controls. */
  private static String written(String name, String value) {
    Properties one = new Properties();
    one.setProperty(name, value);
    StringWriter text = new StringWriter();
    try {
      one.store(text, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringWriter does not fail
    }
    return text.toString().lines().filter(line -> !line.startsWith("#")).findFirst().orElse("");
  }

  /** The forms of the output. */
  enum Form {
    TABLE,
    PROPERTIES
  }

  /** The names of the forms, for shells. */
  static final class FormNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("table", "properties").iterator();
    }
  }

  /** Reads a form. */
  static final class FormConverter implements ITypeConverter<Form> {
    @Override
    public Form convert(String text) {
      return switch (text) {
        case "table" -> Form.TABLE;
        case "properties" -> Form.PROPERTIES;
        default -> throw new TypeConversionException("'" + text + "' must be table or properties");
      };
    }
  }
}
