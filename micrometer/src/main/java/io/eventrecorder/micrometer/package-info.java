/** Publishes the statistics of a broadcaster as Micrometer meters. */
@NullMarked
package io.eventrecorder.micrometer;

import org.jspecify.annotations.NullMarked;
