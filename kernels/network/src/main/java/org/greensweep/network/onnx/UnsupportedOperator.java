package org.greensweep.network.onnx;

import java.util.List;

/**
 * An operator that stopped a file from becoming a network.
 *
 * @param operator its name, domain and what about it is not supported
 * @param nodes where it occurs
 */
public record UnsupportedOperator(String operator, List<String> nodes) {
  private static final int NAMED = 5;

  public UnsupportedOperator {
    nodes = List.copyOf(nodes);
  }

  /** {@code Einsum, 2 times: attention.0, attention.1}. */
  @Override
  public String toString() {
    String some = String.join(", ", nodes.subList(0, Math.min(NAMED, nodes.size())));
    return operator
        + (nodes.size() == 1 ? ", once: " : ", " + nodes.size() + " times: ")
        + some
        + (nodes.size() > NAMED ? " ..." : "");
  }
}
