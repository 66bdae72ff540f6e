/**
 * What each kernel computes: one interface per kernel, and its plain scalar twin, which is the
 * specification. Maps are {@code height x width x channels} in memory, channels innermost.
 */
@NullMarked
package org.greensweep.inference.kernel;

import org.jspecify.annotations.NullMarked;
