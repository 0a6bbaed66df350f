package io.eventrecorder.cli;

import io.eventrecorder.broadcaster.ProviderListing;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a command line so that a person can run it again. */
final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");
  private static final Pattern DEFINE = Pattern.compile("(?s)(-D)?([^=]+)=(.*)");

  private ShellWord() {}

  /** {@return a word, in single quotes if a shell would change it} */
  static String of(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /**
   * {@return the command line without secrets} Values of {@code -D} are hidden, except for those of
   * options of correlators that are not secret.
   */
  static String commandLine(List<String> args) {
    List<String> words = new ArrayList<>(List.of("event-record"));
    boolean define = false;
    for (String arg : args) {
      words.add(of(define || arg.startsWith("-D") ? hidden(arg) : arg));
      define = arg.equals("-D");
    }
    return String.join(" ", words);
  }

  private static String hidden(String define) {
    var matcher = DEFINE.matcher(define);
    if (!matcher.matches()) {
      return define;
    }
    String name = matcher.group(2);
    int at = name.indexOf(".correlator");
    boolean open = at >= 0 && isOpen(name.substring(at + ".correlator".length()));
    return open ? define : define.substring(0, matcher.start(3)) + "***";
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
