package io.eventrecorder.cli.help;

/** The groups of subcommands and of options, in the order in which the help shows them. */
public enum Group {
  /** Commands that record events. */
  RECORD("Record"),
  /** Commands that show events. */
  READ("Read"),
  /** Commands that explain what happened, or what would happen. */
  UNDERSTAND("Understand"),
  /** Commands about configuration and installation, and commands without a group. */
  SET_UP("Set up"),

  /** What the event says. */
  EVENT("Event"),
  /** What is read. */
  INPUT("Input"),
  /** What is printed. */
  OUTPUT("Output"),
  /** How events are merged, counted and limited. */
  CORRELATION("Correlation"),
  /** How the event gets to the sinks. */
  DELIVERY("Delivery"),
  /** Options without a group. */
  OPTIONS("Options"),
  /** The options that all commands have. */
  CONFIGURATION("Configuration");

  private final String title;

  Group(String title) {
    this.title = title;
  }

  /** {@return the heading, for example {@code Set up}} */
  public String title() {
    return title;
  }
}
