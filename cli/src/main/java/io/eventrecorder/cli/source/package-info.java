/**
 * Sources that a command follows, what it selects from them, and the file that remembers how far it
 * has read. The packages below have one source each.
 */
@NullMarked
package io.eventrecorder.cli.source;

import org.jspecify.annotations.NullMarked;
