/** The commands of {@code jobs/greensweep}, one class each. */
@NullMarked
package org.greensweep.jobs.cli;

import org.jspecify.annotations.NullMarked;
