/** Keeps the memory of a correlator in a file, so that counts go on after a restart. */
@NullMarked
package io.eventrecorder.core.state;

import org.jspecify.annotations.NullMarked;
