/** Keyed hashing of texts to 128 bits. Depends on no other package of this module. */
@NullMarked
package io.eventrecorder.correlator.internal.hash;

import org.jspecify.annotations.NullMarked;
