package io.eventrecorder.kubernetes.server;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The syntax rules for names. Each method returns the error messages; an empty list means valid.
 */
final class ObjectNameRules {
  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final Pattern SUBDOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
  private static final Pattern QUALIFIED =
      Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
  private static final Pattern LABEL_VALUE =
      Pattern.compile("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?");
  private static final int SUBDOMAIN_LENGTH = 253;
  private static final int NAME_LENGTH = 63;

  private ObjectNameRules() {}

  static List<String> pathSegment(String name) {
    List<String> wrong = new ArrayList<>();
    if (name.equals(".") || name.equals("..")) {
      wrong.add("may not be '" + name + "'");
    }
    for (String illegal : List.of("/", "%")) {
      if (name.contains(illegal)) {
        wrong.add("may not contain '" + illegal + "'");
      }
    }
    return wrong;
  }

  static List<String> subdomain(String name) {
    List<String> wrong = new ArrayList<>();
    if (name.length() > SUBDOMAIN_LENGTH) {
      wrong.add("must be no more than 253 characters");
    }
    if (!SUBDOMAIN.matcher(name).matches()) {
      wrong.add(
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-'"
              + " or '.', and must start and end with an alphanumeric character (e.g."
              + " 'example.com', regex used for validation is '"
              + SUBDOMAIN
              + "')");
    }
    return wrong;
  }

  static List<String> qualified(String name) {
    List<String> wrong = new ArrayList<>();
    int slash = name.indexOf('/');
    if (slash != name.lastIndexOf('/')) {
      return List.of("a qualified name must have at most one '/' (e.g. 'example.com/MyName')");
    }
    if (slash == 0) {
      wrong.add("prefix part must be non-empty");
    } else if (slash > 0) {
      subdomain(name.substring(0, slash)).forEach(why -> wrong.add("prefix part " + why));
    }
    String last = name.substring(slash + 1);
    if (last.isEmpty()) {
      wrong.add("name part must be non-empty");
    } else if (last.length() > NAME_LENGTH) {
      wrong.add("name part must be no more than 63 characters");
    }
    if (!QUALIFIED.matcher(last).matches()) {
      wrong.add(
          "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and"
              + " end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or"
              + " '123-abc', regex used for validation is '"
              + QUALIFIED
              + "')");
    }
    return wrong;
  }

  static List<String> labelValue(String value) {
    List<String> wrong = new ArrayList<>();
    if (value.length() > NAME_LENGTH) {
      wrong.add("must be no more than 63 characters");
    }
    if (!LABEL_VALUE.matcher(value).matches()) {
      wrong.add(
          "a valid label must be an empty string or consist of alphanumeric characters, '-', '_'"
              + " or '.', and must start and end with an alphanumeric character (e.g. 'MyValue', "
              + " or 'my_value',  or '12345', regex used for validation is '"
              + LABEL_VALUE
              + "')");
    }
    return wrong;
  }
}
