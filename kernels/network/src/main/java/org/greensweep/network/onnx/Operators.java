package org.greensweep.network.onnx;

import java.util.HashMap;
import java.util.Map;

/** The operators of the standard that become layers, by name. */
final class Operators {
  static final int OLDEST_OPSET = 7;
  static final int NEWEST_OPSET = 22;

  private Operators() {}

  static Map<String, Operator> all(TensorReader tensors) {
    Map<String, Operator> operators = new HashMap<>();
    ConvolutionOperators.register(operators);
    PoolOperators.register(operators);
    ElementOperators.register(operators);
    ShapeOperators.register(operators, tensors);
    RearrangeOperators.register(operators);
    ResizeOperators.register(operators);
    ReduceOperators.register(operators);
    NormalizationOperators.register(operators);
    MatrixOperators.register(operators);
    QuantizedOperators.register(operators);
    return Map.copyOf(operators);
  }
}
