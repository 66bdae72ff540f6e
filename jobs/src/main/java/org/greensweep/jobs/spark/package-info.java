/** How a sweep is fanned out: the only package that knows Spark and Delta. */
@NullMarked
package org.greensweep.jobs.spark;

import org.jspecify.annotations.NullMarked;
