/**
 * Published numbers that the kernels recompute; the catalogue's own arithmetic claims are in the
 * catalogue.
 */
@NullMarked
package org.greensweep.jobs.claims;

import org.jspecify.annotations.NullMarked;
