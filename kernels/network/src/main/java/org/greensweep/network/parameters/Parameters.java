package org.greensweep.network.parameters;

/**
 * Where the values of a network's parameters come from. Implementations are immutable: the same
 * question has the same answer, from any thread.
 */
@FunctionalInterface
public interface Parameters {
  /**
   * The tensor that {@code role} is to node number {@code node}, in the order and of the length
   * that {@link ParameterShapes} states. The array is the caller's to read, not to write; it may be
   * made anew at each call, so ask once. A role that the node's layer does not have is an {@link
   * IllegalArgumentException}.
   */
  float[] values(int node, Role role);
}
