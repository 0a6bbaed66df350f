@NullMarked
package io.eventrecorder.cli.source;

import org.jspecify.annotations.NullMarked;
