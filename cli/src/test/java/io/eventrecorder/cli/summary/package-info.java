@NullMarked
package io.eventrecorder.cli.summary;

import org.jspecify.annotations.NullMarked;
