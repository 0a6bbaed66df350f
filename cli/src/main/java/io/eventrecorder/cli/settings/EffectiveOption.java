package io.eventrecorder.cli.settings;

/**
 * An option as the command uses it.
 *
 * @param name its full name
 * @param value its value; empty if there is none or if it must not be printed
 * @param from where the value comes from, in words
 * @param hidden whether the value must not be printed
 * @param isSet whether someone set it; false for a default of the library
 */
public record EffectiveOption(
    String name, String value, String from, boolean hidden, boolean isSet) {}
