/** Tests of the report. */
@NullMarked
package io.eventrecorder.cli.report;

import org.jspecify.annotations.NullMarked;
