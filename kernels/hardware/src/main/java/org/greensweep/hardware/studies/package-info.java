/**
 * Published results on accelerators recomputed with this model: pure functions of an accelerator,
 * which the README's tables and the ledger of claims are made from.
 */
@NullMarked
package org.greensweep.hardware.studies;

import org.jspecify.annotations.NullMarked;
