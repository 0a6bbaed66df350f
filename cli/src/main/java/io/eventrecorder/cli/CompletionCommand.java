package io.eventrecorder.cli;

import io.eventrecorder.cli.help.Group;
import io.eventrecorder.cli.help.InGroup;
import io.eventrecorder.cli.shell.Shell;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.TypeConversionException;

/** Prints the completion script of a shell. */
@InGroup(Group.SET_UP)
@Command(
    name = "completion",
    description = {
      "Prints the script that makes a shell complete event-record.",
      "With --plugins, the script also knows the sinks and correlators of these jars."
    },
    footer = {
      "%nExamples:",
      "  source <(event-record completion bash)      # in ~/.bashrc",
      "  source <(event-record completion zsh)       # in ~/.zshrc",
      "  event-record completion fish > ~/.config/fish/completions/event-record.fish"
    })
final class CompletionCommand implements Runnable {
  @ParentCommand private @Nullable EventRecord root;

  @Parameters(
      paramLabel = "SHELL",
      converter = ShellConverter.class,
      description = "The shell: bash, zsh or fish.")
  private @Nullable Shell shell;

  @Override
  public void run() {
    EventRecord command = Objects.requireNonNull(root);
    String script = Objects.requireNonNull(shell).completion(CommandLineFactory.of(command));
    command.streams.out().print(script);
  }

  static final class ShellConverter implements ITypeConverter<Shell> {
    @Override
    public Shell convert(String text) {
      try {
        return Shell.of(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + text + "' " + e.getMessage());
      }
    }
  }
}
