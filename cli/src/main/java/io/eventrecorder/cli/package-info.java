/**
 * The command {@code event-record} and its subcommands. Start with {@link
 * io.eventrecorder.cli.EventRecord}.
 *
 * <p>The other packages: {@code settings} finds the configuration and plug-ins, {@code input} reads
 * events, {@code delivery} runs a broadcaster for {@code emit} and {@code pipe}, {@code correlate}
 * does the dry run, {@code summary} counts the noisiest objects, {@code table} shows events on a
 * terminal, {@code source} reads clusters and topics, {@code report} makes the report, {@code
 * script} runs scripts, {@code help} lays out the help, {@code shell} makes completion scripts, and
 * {@code terminal} holds standard input, output and error.
 */
@NullMarked
package io.eventrecorder.cli;

import org.jspecify.annotations.NullMarked;
