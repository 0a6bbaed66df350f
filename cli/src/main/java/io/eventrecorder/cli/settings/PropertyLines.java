package io.eventrecorder.cli.settings;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Properties;

/** Finds the lines of properties in a file, because {@link Properties} does not keep them. */
final class PropertyLines {
  private PropertyLines() {}

  /**
   * {@return the number of the line where each property begins, by name} The last one counts, as
   * for {@link Properties}.
   *
   * @param text the content of a properties file that {@link Properties} can read
   */
  static Map<String, Integer> of(String text) throws IOException {
    Map<String, Integer> found = new HashMap<>();
    Iterator<String> lines = text.lines().iterator();
    for (int number = 1; lines.hasNext(); ) {
      int first = number;
      StringBuilder property = new StringBuilder();
      String line;
      do {
        line = lines.next();
        number++;
        property.append(line).append('\n');
      } while (goesOn(line) && lines.hasNext());
      Properties one = new Properties();
      one.load(new StringReader(property.toString()));
      one.stringPropertyNames().forEach(name -> found.put(name, first));
    }
    return found;
  }

  /** An odd number of backslashes at the end joins the next line. A comment has no next line. */
  private static boolean goesOn(String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == '\\') {
      end--;
    }
    String start = line.stripLeading();
    boolean comment = start.startsWith("#") || start.startsWith("!");
    return !comment && (line.length() - end) % 2 == 1;
  }
}
