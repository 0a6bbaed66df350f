package io.eventrecorder.cli;

import io.eventrecorder.cli.help.ManPage;
import io.eventrecorder.cli.shell.Shell;
import io.eventrecorder.cli.terminal.StandardStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/** Writes the manual pages and the completion scripts. The build calls it, to make the archive. */
final class ShellFiles {
  /** The files of the shells, in the folders where packages install them. */
  private static final Map<Shell, String> SCRIPTS =
      Map.of(
          Shell.BASH, "bash-completion/completions/event-record",
          Shell.ZSH, "zsh/site-functions/_event-record",
          Shell.FISH, "fish/vendor_completions.d/event-record.fish");

  private ShellFiles() {}

  /**
   * Writes the files.
   *
   * @param args the folder for the manual pages, the folder {@code share} for the scripts, the
   *     version, and the date of the version
   */
  public static void main(String[] args) throws IOException {
    CommandLine root = CommandLineFactory.of(new EventRecord(StandardStreams.ofProcess()));
    Path man = Path.of(args[0]);
    String date = args[3].replaceFirst("T.*", "");
    write(man.resolve("event-record.1"), ManPage.of(root, args[2], date));
    for (CommandLine command : root.getSubcommands().values()) {
      if (ManPage.has(command)) {
        write(man.resolve(ManPage.name(command) + ".1"), ManPage.of(command, args[2], date));
      }
    }
    for (Map.Entry<Shell, String> script : SCRIPTS.entrySet()) {
      write(Path.of(args[1]).resolve(script.getValue()), script.getKey().completion(root));
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
