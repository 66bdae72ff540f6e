/** From joules to grams of CO2e: units as types and pure arithmetic with intervals. */
@NullMarked
package org.greensweep.catalog.carbon;

import org.jspecify.annotations.NullMarked;
