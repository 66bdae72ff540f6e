/**
 * Layers, mappings and networks on an accelerator, as people write them and as tables: what the
 * commands {@code map} and {@code energy} are made of.
 */
@NullMarked
package org.greensweep.jobs.mapping;

import org.jspecify.annotations.NullMarked;
