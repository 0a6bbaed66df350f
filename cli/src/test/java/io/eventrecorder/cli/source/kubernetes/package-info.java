@NullMarked
package io.eventrecorder.cli.source.kubernetes;

import org.jspecify.annotations.NullMarked;
