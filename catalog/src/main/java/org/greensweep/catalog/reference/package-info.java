/** What is known, with its source: grid intensities, PUE, equivalents, reference footprints. */
@NullMarked
package org.greensweep.catalog.reference;

import org.jspecify.annotations.NullMarked;
