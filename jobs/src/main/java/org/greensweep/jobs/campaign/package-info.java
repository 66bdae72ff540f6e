/** Training and research efforts as files: lists of jobs, read strictly. */
@NullMarked
package org.greensweep.jobs.campaign;

import org.jspecify.annotations.NullMarked;
