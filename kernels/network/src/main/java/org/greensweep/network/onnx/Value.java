package org.greensweep.network.onnx;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a name of the graph stands for: a constant, or what a node of the network makes.
 *
 * @param dims with every axis
 * @param node index of the node; -1 for a constant
 */
record Value(
    String name,
    ElementType type,
    List<Integer> dims,
    @Nullable ConstantTensor constant,
    int node) {
  static Value of(String name, ConstantTensor constant) {
    return new Value(name, constant.type(), constant.dims(), constant, -1);
  }

  int rank() {
    return dims.size();
  }

  int dim(int axis) {
    return dims.get(axis);
  }

  boolean isConstant() {
    return constant != null;
  }

  /** Whether this is one image's map: 1 x channels x height x width. */
  boolean isMap() {
    return rank() == 4 && dim(0) == 1;
  }
}
