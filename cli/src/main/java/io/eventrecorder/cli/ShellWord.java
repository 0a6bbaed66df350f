package io.eventrecorder.cli;

import io.eventrecorder.broadcaster.ProviderListing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Writes a command line so that a person can run it again. */
final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");
  private static final String HIDDEN = "***";

  private ShellWord() {}

  /** {@return a word, in single quotes if a shell would change it} */
  static String of(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /**
   * {@return the command line without secrets} Values of {@code -D} are hidden, except for those of
   * options of correlators that are not secret. So are the values of flags of correlators for
   * secret options.
   *
   * @param parsed the result for the command and its subcommand
   */
  static String commandLine(ParseResult parsed) {
    Map<String, String> secrets = secrets(parsed);
    List<String> words = new ArrayList<>(List.of("event-record"));
    parsed.originalArgs().forEach(arg -> words.add(of(hidden(arg, secrets))));
    return String.join(" ", words);
  }

  /**
   * The values that are hidden, as they were written, and what is shown in place of them. They come
   * from the parser, because an option has many spellings: {@code -Dk=v}, {@code -D k=v}, {@code
   * -qDk=v}, {@code -D=k=v}. In all of them a word ends with the value.
   */
  private static Map<String, String> secrets(ParseResult parsed) {
    Map<String, String> secrets = new HashMap<>();
    for (CommandLine command : parsed.asCommandLineList()) {
      for (OptionSpec option : command.getParseResult().matchedOptions()) {
        boolean define = option.names()[0].equals("-D");
        for (String value : option.originalStringValues()) {
          if (define) {
            secrets.put(value, withoutValue(value));
          } else if (isSecret(option)) {
            secrets.put(value, HIDDEN);
          }
        }
      }
    }
    return secrets;
  }

  private static boolean isSecret(OptionSpec flag) {
    return ProviderListing.discover().correlators().stream()
        .flatMap(correlator -> correlator.options().stream())
        .anyMatch(each -> each.isSecret() && flag.longestName().equals("--" + each.name()));
  }

  /** Several values may be the end of one word; the longest hides most. */
  private static String hidden(String word, Map<String, String> secrets) {
    return secrets.keySet().stream()
        .filter(value -> !value.isEmpty() && word.endsWith(value))
        .max(Comparator.comparingInt(String::length))
        .map(value -> word.substring(0, word.length() - value.length()) + secrets.get(value))
        .orElse(word);
  }

  private static String withoutValue(String define) {
    int equals = define.indexOf('=');
    if (equals < 0) {
      return define;
    }
    String name = define.substring(0, equals);
    int at = name.indexOf(".correlator");
    boolean open = at >= 0 && isOpen(name.substring(at + ".correlator".length()));
    return open ? define : name + "=" + HIDDEN;
  }

  private static boolean isOpen(String option) {
    return option.isEmpty()
        || ProviderListing.discover().correlators().stream()
            .flatMap(correlator -> correlator.options().stream())
            .filter(each -> !each.isSecret() && !each.isPassThrough())
            .map(each -> "." + each.name())
            .collect(Collectors.toSet())
            .contains(option);
  }
}
