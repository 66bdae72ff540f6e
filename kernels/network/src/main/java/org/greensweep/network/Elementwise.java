package org.greensweep.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A function of one element of each operand; operands are repeated along axes where their extent is
 * 1, and along leading axes that they lack (NumPy's broadcasting, ONNX "multidirectional").
 *
 * @param operands shapes with every axis, the batch's too
 */
public record Elementwise(Operation operation, List<Shape> operands) implements Layer {
  /** Operations; {@code a}, {@code b} and {@code c} are the operands in order. */
  public enum Operation {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    /** The quotient of integers, towards zero. */
    DIVIDE_INTEGERS,
    /** The remainder with the sign of {@code b}. */
    MODULO,
    /** The remainder with the sign of {@code a}. */
    REMAINDER,
    POWER,
    MINIMUM,
    MAXIMUM,
    /** {@code a < 0 ? a * b : a} (He 2015, "Delving deep"). */
    PARAMETRIC_RELU,
    EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    AND,
    OR,
    XOR,
    /** {@code a ? b : c}. */
    SELECT,
    /** {@code round(a / b) + c}, half to even: ONNX QuantizeLinear before it saturates. */
    QUANTIZE,
    /** {@code (a - c) * b}: ONNX DequantizeLinear. */
    DEQUANTIZE;

    /** Number of operands. */
    public int operands() {
      return this == SELECT || this == QUANTIZE || this == DEQUANTIZE ? 3 : 2;
    }
  }

  public Elementwise {
    operands = List.copyOf(operands);
    if (operands.size() != operation.operands()) {
      throw new UserError(
          "%s takes %d operands but is given %d"
              .formatted(operation, operation.operands(), operands.size()));
    }
  }

  /** The shape, with every axis, that operands of these shapes are repeated to. */
  public static Shape broadcast(List<Shape> operands) {
    int rank = operands.stream().mapToInt(Shape::rank).max().orElse(0);
    List<Integer> extents = new ArrayList<>(Collections.nCopies(rank, 1));
    for (Shape operand : operands) {
      for (int axis = 0; axis < operand.rank(); axis++) {
        int at = rank - operand.rank() + axis;
        int extent = operand.extents().get(axis);
        int present = extents.get(at);
        if (present != extent && present != 1 && extent != 1) {
          throw new UserError(
              "shapes "
                  + operands
                  + " do not go together: extents of an axis must be equal, or 1 where repeated");
        }
        extents.set(at, Math.max(present, extent));
      }
    }
    return new Shape(extents);
  }

  /** The result with every axis. */
  public Shape result() {
    return broadcast(operands);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Inputs.elements("elementwise " + operation, inputs, operands);
    return result().withoutBatch();
  }
}
