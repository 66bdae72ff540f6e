/**
 * The values of a network's parameters: what a graph leaves open, by node and role. Random ones for
 * cost, stored ones for answers.
 */
@NullMarked
package org.greensweep.network.parameters;

import org.jspecify.annotations.NullMarked;
