/** Tests of the settings. */
@NullMarked
package io.eventrecorder.cli.settings;

import org.jspecify.annotations.NullMarked;
