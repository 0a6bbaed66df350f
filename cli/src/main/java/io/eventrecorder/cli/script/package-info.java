/**
 * The scripts of {@code correlate --script}: they drive a correlator step by step. Start with
 * {@link io.eventrecorder.cli.script.ScriptReader}.
 */
@NullMarked
package io.eventrecorder.cli.script;

import org.jspecify.annotations.NullMarked;
