@NullMarked
package io.eventrecorder.cli.table;

import org.jspecify.annotations.NullMarked;
