package io.eventrecorder.cli.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers texts, so that the data of the report have each text once. The empty text is 0. */
final class StringTable {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> texts = new ArrayList<>();

  StringTable() {
    int unused = numberOf("");
  }

  int numberOf(String text) {
    Integer known = numbers.get(text);
    if (known != null) {
      return known;
    }
    numbers.put(text, texts.size());
    texts.add(text);
    return texts.size() - 1;
  }

  List<String> texts() {
    return texts;
  }
}
