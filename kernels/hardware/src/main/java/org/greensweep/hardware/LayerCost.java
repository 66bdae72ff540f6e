package org.greensweep.hardware;

/**
 * What a layer costs on an accelerator under its best mapping found.
 *
 * @param mapping text of the mapping, as {@link Mapping#parse} reads it; empty for a streaming
 *     layer
 * @param macs multiply-accumulates (operations of a streaming layer)
 * @param utilization multiply-accumulates over PE cycles
 * @param evaluated mappings whose energy was computed
 * @param pruned candidates that a bound or a capacity ruled out before
 * @param optimal whether the search went through all candidates that their bounds did not rule out;
 *     false when its budget ended it
 */
public record LayerCost(
    String mapping,
    long macs,
    long cycles,
    double seconds,
    double utilization,
    Energy energy,
    long evaluated,
    long pruned,
    boolean optimal) {}
