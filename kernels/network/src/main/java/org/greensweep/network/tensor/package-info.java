/**
 * What the general tensor operators compute, in plain loops: folds the constants of a model file,
 * and runs these operators in the executor.
 */
@NullMarked
package org.greensweep.network.tensor;

import org.jspecify.annotations.NullMarked;
