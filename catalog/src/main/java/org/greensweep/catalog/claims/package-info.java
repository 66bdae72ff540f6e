/** Published numbers that are recomputed: the ledger, the verdicts, and the pure arithmetic. */
@NullMarked
package org.greensweep.catalog.claims;

import org.jspecify.annotations.NullMarked;
