/** Tests of the scripts. */
@NullMarked
package io.eventrecorder.cli.script;

import org.jspecify.annotations.NullMarked;
