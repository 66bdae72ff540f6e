/**
 * What is known (reference data with sources) and what was found (result tables and their written
 * specification).
 */
@NullMarked
package org.greensweep.catalog;

import org.jspecify.annotations.NullMarked;
