/** Shows events to people on standard output, as a table or as JSON, in place of the sink log. */
@NullMarked
package io.eventrecorder.cli.table;

import org.jspecify.annotations.NullMarked;
