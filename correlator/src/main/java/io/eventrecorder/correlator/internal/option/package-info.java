/** The options of the correlators. Each option is declared once. */
@NullMarked
package io.eventrecorder.correlator.internal.option;

import org.jspecify.annotations.NullMarked;
