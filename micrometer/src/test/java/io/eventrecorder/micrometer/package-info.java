/** What a broadcaster counts, as Micrometer meters. */
@NullMarked
package io.eventrecorder.micrometer;

import org.jspecify.annotations.NullMarked;
