package io.eventrecorder.cli.table;

import io.eventrecorder.spi.EventClock;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * How a table looks.
 *
 * @param decisions whether its first column says what a correlator decides
 * @param wide whether it has all columns, and cuts no text
 * @param colour whether to print colours
 * @param fitsTerminal whether rows are cut to the width of the terminal
 * @param inPlace whether a newer state of an event may replace its row
 * @param patience how long it may wait for the first events; zero means until they are enough
 * @param time how times are shown; null if the first events decide
 * @param ofRecent how times are shown then if the events are recent; otherwise it is in UTC
 * @param namespaces which namespaces the events may have
 * @param clock the current time
 * @param zone the time zone of this machine
 */
record TableSettings(
    boolean decisions,
    boolean wide,
    boolean colour,
    boolean fitsTerminal,
    boolean inPlace,
    Duration patience,
    @Nullable TimeStyle time,
    TimeStyle ofRecent,
    Namespaces namespaces,
    EventClock clock,
    ZoneId zone) {}
