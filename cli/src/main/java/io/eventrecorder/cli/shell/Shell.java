package io.eventrecorder.cli.shell;

import java.util.Locale;
import picocli.CommandLine;

/** A shell that the command has completion for. */
public enum Shell {
  /** GNU Bash. */
  BASH,
  /** Z shell. */
  ZSH,
  /** The friendly interactive shell. */
  FISH;

  /**
   * {@return the script that makes this shell complete a command}
   *
   * @param command the command, with all its subcommands
   */
  public String completion(CommandLine command) {
    CommandLine model = CompletionModel.of(command);
    return this == FISH ? FishCompletion.of(model) : BashCompletion.of(model);
  }

  /**
   * {@return the shell of a name}
   *
   * @param name the name of the program, for example {@code zsh}
   * @throws IllegalArgumentException if the name is of no shell that is known here
   */
  public static Shell of(String name) {
    for (Shell shell : values()) {
      if (shell.toString().equals(name)) {
        return shell;
      }
    }
    throw new IllegalArgumentException("must be one of bash, zsh, fish");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
