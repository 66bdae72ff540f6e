package org.greensweep.inference;

import java.util.List;

/**
 * A compiled network: steps in order, bound to their memory.
 *
 * @param values the first slot that each step writes
 */
record Program(List<Step> steps, List<Slot> values, List<Slot> inputs, List<Slot> outputs) {}
