@NullMarked
package io.eventrecorder.cli.source.kafka;

import org.jspecify.annotations.NullMarked;
