package org.greensweep.network;

import java.io.Serializable;
import java.util.List;

/**
 * A layer in its place: a unique name, the indices of the nodes it reads (all smaller than its
 * own), and its output shape.
 */
public record Node(String name, Layer layer, List<Integer> inputs, Shape output)
    implements Serializable {
  public Node {
    inputs = List.copyOf(inputs);
  }

  /** Multiply-accumulates of one inference through this node. */
  public long multiplyAccumulates() {
    return layer.multiplyAccumulates(output);
  }
}
