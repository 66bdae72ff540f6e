/**
 * What a sweep means, without Spark: axes, configurations, keys, and the figures of one
 * configuration.
 */
@NullMarked
package org.greensweep.jobs.sweep;

import org.jspecify.annotations.NullMarked;
