/** Histograms of oriented gradients with a linear classifier: the baseline of learned features. */
@NullMarked
package org.greensweep.inference.hog;

import org.jspecify.annotations.NullMarked;
