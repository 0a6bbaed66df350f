/** The runtime between recorder and sink. Not exported: it may change in any release. */
@NullMarked
package io.eventrecorder.core;

import org.jspecify.annotations.NullMarked;
