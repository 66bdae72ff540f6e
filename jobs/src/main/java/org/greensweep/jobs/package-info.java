/**
 * What runs: the command line's entry point; sweep files and their meaning, Spark, commands in the
 * packages below.
 */
@NullMarked
package org.greensweep.jobs;

import org.jspecify.annotations.NullMarked;
