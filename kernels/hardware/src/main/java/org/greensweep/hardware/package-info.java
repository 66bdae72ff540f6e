/**
 * What a layer costs on an accelerator: memory levels, loop nests, dataflows, mapping search,
 * energy and latency.
 */
@NullMarked
package org.greensweep.hardware;

import org.jspecify.annotations.NullMarked;
