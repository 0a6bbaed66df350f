package io.eventrecorder.cli.table;

import io.eventrecorder.Event;

/**
 * What a row shows.
 *
 * @param event the event
 * @param decision what a correlator decided; empty in a table without decisions
 */
record Entry(Event event, String decision) {}
