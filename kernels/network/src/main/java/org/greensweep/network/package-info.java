/**
 * What a network is: shapes, layers, graphs, number formats, the zoo. Pure values; no Spark, no
 * clock.
 */
@NullMarked
package org.greensweep.network;

import org.jspecify.annotations.NullMarked;
