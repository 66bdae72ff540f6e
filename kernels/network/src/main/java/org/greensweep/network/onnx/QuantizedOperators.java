package org.greensweep.network.onnx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.greensweep.network.Elementwise.Operation;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.Reduce;
import org.greensweep.network.Shape;
import org.greensweep.network.UserError;
import org.jspecify.annotations.Nullable;

/**
 * Operators on quantized values, as what they mean: real values that quantize and dequantize around
 * operators on real values.
 */
final class QuantizedOperators {
  private QuantizedOperators() {}

  static void register(Map<String, Operator> operators) {
    operators.put("QuantizeLinear", QuantizedOperators::quantize);
    operators.put("DequantizeLinear", QuantizedOperators::dequantize);
    operators.put("QLinearConv", QuantizedOperators::convolution);
    operators.put("QLinearMatMul", QuantizedOperators::product);
    operators.put("ConvInteger", QuantizedOperators::integerConvolution);
    operators.put("MatMulInteger", QuantizedOperators::integerProduct);
    operators.put("DynamicQuantizeLinear", QuantizedOperators::dynamic);
  }

  private static void quantize(OnnxNode node, GraphBuilder graph) {
    Value input = graph.input(node, 0);
    Value zero = graph.optional(node, 2);
    ElementType type =
        zero != null
            ? zero.type()
            : node.has("output_dtype")
                ? ElementType.of(node.smallInteger("output_dtype", 0))
                : ElementType.UINT8;
    Parameters parameters = Parameters.of(node, graph, input, graph.input(node, 1), zero);
    graph.define(node.output(), quantized(graph, input, parameters, type));
  }

  private static Value quantized(
      GraphBuilder graph, Value input, Parameters parameters, ElementType type) {
    if (!type.isInteger() || type.bits() > 16) {
      throw new UserError("zero point is of type " + type + "; it must be an integer of 16 bits");
    }
    Value steps =
        graph.elementwise(
            Operation.QUANTIZE,
            List.of(input, parameters.scale(), parameters.zero()),
            ElementType.FLOAT);
    return graph.activation(Function.CLIP, type.least(), type.greatest(), steps, type);
  }

  private static void dequantize(OnnxNode node, GraphBuilder graph) {
    Value input = graph.input(node, 0);
    Parameters parameters =
        Parameters.of(node, graph, input, graph.input(node, 1), graph.optional(node, 2));
    graph.define(node.output(), dequantized(graph, input, parameters));
  }

  private static Value dequantized(GraphBuilder graph, Value input, Parameters parameters) {
    if (!input.type().isInteger()) {
      throw new UserError("input is of type " + input.type() + "; it must be an integer");
    }
    return graph.elementwise(
        Operation.DEQUANTIZE,
        List.of(input, parameters.scale(), parameters.zero()),
        ElementType.FLOAT);
  }

  /** Scale and zero point, spread along the input's axes. */
  private record Parameters(Value scale, Value zero) {
    static Parameters of(
        OnnxNode node, GraphBuilder graph, Value input, Value scale, @Nullable Value zero) {
      int axis = input.rank() < 2 ? 0 : Dims.axis(node.integer("axis", 1), input.rank());
      return of(graph, input, axis, node.smallInteger("block_size", 0), scale, zero);
    }

    static Parameters of(
        GraphBuilder graph, Value input, int axis, int block, Value scale, @Nullable Value zero) {
      Value offset = zero == null ? graph.scalar(0, ElementType.INT32) : zero;
      if (!scale.type().isReal()) {
        throw new UserError("scale is of type " + scale.type() + "; it must be real");
      }
      return new Parameters(
          spread(graph, input, axis, block, scale), spread(graph, input, axis, block, offset));
    }

    private static Value spread(GraphBuilder graph, Value input, int axis, int block, Value value) {
      if (Dims.elements(value.dims()) == 1) {
        return graph.reshape(value, List.of());
      }
      if (value.rank() == 1 && block == 0) {
        List<Integer> dims = new ArrayList<>(Collections.nCopies(input.rank(), 1));
        dims.set(axis, value.dim(0));
        return graph.reshape(value, dims);
      }
      if (block < 1 || value.rank() != input.rank()) {
        throw new UserError("scale or zero point is " + value.dims() + " for " + input.dims());
      }
      return blocks(graph, input, axis, block, value);
    }

    /** Each element {@code block} times along the axis. */
    private static Value blocks(GraphBuilder graph, Value input, int axis, int block, Value value) {
      List<Integer> split = new ArrayList<>(value.dims());
      split.add(axis + 1, 1);
      List<Integer> repeated = Dims.with(split, axis + 1, block);
      Value wide = ShapeOperators.expanded(graph, graph.reshape(value, split), repeated);
      List<Integer> dims =
          Dims.with(value.dims(), axis, Math.multiplyExact(value.dim(axis), block));
      if (!dims.equals(input.dims())) {
        throw new UserError(
            "blocks of %d make %s where the input is %s".formatted(block, dims, input.dims()));
      }
      return graph.reshape(wide, dims);
    }
  }

  private static Value real(
      OnnxNode node, GraphBuilder graph, int value, int scale, int zero, int axis) {
    Value input = graph.input(node, value);
    return dequantized(
        graph,
        input,
        Parameters.of(graph, input, axis, 0, graph.input(node, scale), graph.input(node, zero)));
  }

  private static void convolution(OnnxNode node, GraphBuilder graph) {
    Value input = real(node, graph, 0, 1, 2, 0);
    Value weights = real(node, graph, 3, 4, 5, 0);
    ConstantTensor bias = null;
    if (node.hasInput(8)) {
      // Stored in steps of the product of both scales.
      Value step =
          graph.elementwise(
              Operation.MULTIPLY,
              List.of(
                  graph.reshape(graph.input(node, 1), List.of()),
                  flat(graph, graph.input(node, 4))),
              ElementType.FLOAT);
      bias =
          GraphBuilder.constant(
              graph.elementwise(
                  Operation.MULTIPLY, List.of(graph.input(node, 8), step), ElementType.FLOAT));
    }
    Value output =
        ConvolutionOperators.convolution(node, graph, input, GraphBuilder.constant(weights), bias);
    define(node, graph, output, 6);
  }

  private static Value flat(GraphBuilder graph, Value value) {
    return graph.reshape(value, List.of(Dims.elements(value.dims())));
  }

  private static void define(OnnxNode node, GraphBuilder graph, Value output, int scale) {
    Value zero = graph.input(node, scale + 1);
    Parameters parameters = Parameters.of(graph, output, 0, 0, graph.input(node, scale), zero);
    graph.define(node.output(), quantized(graph, output, parameters, zero.type()));
  }

  private static void product(OnnxNode node, GraphBuilder graph) {
    Value left = real(node, graph, 0, 1, 2, Math.max(0, graph.input(node, 0).rank() - 2));
    Value right = real(node, graph, 3, 4, 5, Math.max(0, graph.input(node, 3).rank() - 1));
    define(node, graph, MatrixOperators.product(graph, left, right), 6);
  }

  /** The difference to the zero point, which counts steps of 1. */
  private static Value steps(OnnxNode node, GraphBuilder graph, int value, int zero, int axis) {
    Value input = graph.input(node, value);
    Value one = graph.scalar(1, ElementType.FLOAT);
    return dequantized(
        graph, input, Parameters.of(graph, input, axis, 0, one, graph.optional(node, zero)));
  }

  private static void integerConvolution(OnnxNode node, GraphBuilder graph) {
    Value output =
        ConvolutionOperators.convolution(
            node,
            graph,
            steps(node, graph, 0, 2, 0),
            GraphBuilder.constant(steps(node, graph, 1, 3, 0)),
            null);
    graph.define(node.output(), graph.retyped(output, ElementType.INT32));
  }

  private static void integerProduct(OnnxNode node, GraphBuilder graph) {
    int rows = Math.max(0, graph.input(node, 0).rank() - 2);
    int columns = Math.max(0, graph.input(node, 1).rank() - 1);
    Value output =
        MatrixOperators.product(
            graph, steps(node, graph, 0, 2, rows), steps(node, graph, 1, 3, columns));
    graph.define(node.output(), graph.retyped(output, ElementType.INT32));
  }

  /** Steps of a 255th of the range, zero included, that the input spans. */
  private static void dynamic(OnnxNode node, GraphBuilder graph) {
    Value input = graph.input(node, 0);
    Value zero = graph.scalar(0, ElementType.FLOAT);
    Value high =
        pair(graph, Operation.MAXIMUM, reduced(graph, input, Reduce.Operation.MAXIMUM), zero);
    Value low =
        pair(graph, Operation.MINIMUM, reduced(graph, input, Reduce.Operation.MINIMUM), zero);
    Value range = pair(graph, Operation.SUBTRACT, high, low);
    Value scale = pair(graph, Operation.DIVIDE, range, graph.scalar(255, ElementType.FLOAT));
    Value point =
        quantized(
            graph,
            pair(graph, Operation.SUBTRACT, zero, low),
            new Parameters(scale, zero),
            ElementType.UINT8);
    Value output = quantized(graph, input, new Parameters(scale, point), ElementType.UINT8);
    List<Value> outputs = List.of(output, scale, point);
    for (int i = 0; i < Math.min(3, node.outputs().size()); i++) {
      graph.define(node.outputs().get(i), outputs.get(i));
    }
  }

  private static Value pair(GraphBuilder graph, Operation operation, Value a, Value b) {
    return graph.elementwise(operation, List.of(a, b), ElementType.FLOAT);
  }

  private static Value reduced(GraphBuilder graph, Value input, Reduce.Operation operation) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < input.rank(); axis++) {
      axes.add(axis);
    }
    Shape source = Dims.shape(input.dims());
    Shape result = Reduce.reduced(source, axes, false);
    return graph.add(
        new Reduce(operation, source, axes, result), List.of(input), input.type(), List.of());
  }
}
