/** What training a network takes in memory and energy. */
@NullMarked
package org.greensweep.jobs.training;

import org.jspecify.annotations.NullMarked;
