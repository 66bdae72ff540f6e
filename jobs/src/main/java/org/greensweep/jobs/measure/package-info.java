/** Host latencies, taken in a JVM that does nothing else. */
@NullMarked
package org.greensweep.jobs.measure;

import org.jspecify.annotations.NullMarked;
