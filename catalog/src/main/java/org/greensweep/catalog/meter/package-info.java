/** Energy counters of the machine that runs. */
@NullMarked
package org.greensweep.catalog.meter;

import org.jspecify.annotations.NullMarked;
