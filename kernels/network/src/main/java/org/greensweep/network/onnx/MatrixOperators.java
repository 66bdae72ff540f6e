package org.greensweep.network.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.greensweep.network.Elementwise.Operation;
import org.greensweep.network.Flatten;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.Layer.WeightKind;
import org.greensweep.network.MatrixProduct;
import org.greensweep.network.Node;
import org.greensweep.network.Reshape;
import org.greensweep.network.UserError;
import org.jspecify.annotations.Nullable;

/** Products of matrices: dense layers where the right one is a constant matrix. */
final class MatrixOperators {
  private MatrixOperators() {}

  static void register(Map<String, Operator> operators) {
    operators.put("MatMul", MatrixOperators::product);
    operators.put("Gemm", MatrixOperators::general);
  }

  private static void product(OnnxNode node, GraphBuilder graph) {
    Value left = graph.input(node, 0);
    Value right = graph.input(node, 1);
    if (left.type() != right.type() || !left.type().isReal()) {
      throw new UserError("inputs are of types " + left.type() + " and " + right.type());
    }
    graph.define(node.output(), product(graph, left, right));
  }

  /** {@code left x right} as NumPy's matmul. */
  static Value product(GraphBuilder graph, Value left, Value right) {
    if (right.constant() != null && right.rank() == 2 && !left.isConstant() && left.rank() > 0) {
      return dense(graph, left, graph.transpose(right, List.of(1, 0)), null);
    }
    if (left.rank() == 0 || right.rank() == 0) {
      throw new UserError("takes matrices but is given " + left.dims() + " and " + right.dims());
    }
    Value a = left.rank() == 1 ? graph.reshape(left, List.of(1, left.dim(0))) : left;
    Value b = right.rank() == 1 ? graph.reshape(right, List.of(right.dim(0), 1)) : right;
    MatrixProduct layer = new MatrixProduct(Dims.shape(a.dims()), Dims.shape(b.dims()));
    Value result = graph.add(layer, List.of(a, b), left.type(), layer.result().extents());
    List<Integer> dims = new ArrayList<>(result.dims());
    if (right.rank() == 1) {
      dims.remove(dims.size() - 1);
    }
    if (left.rank() == 1) {
      dims.remove(dims.size() - (right.rank() == 1 ? 1 : 2));
    }
    return graph.reshape(result, dims);
  }

  /**
   * @param weights outputs x inputs
   */
  private static Value dense(
      GraphBuilder graph, Value input, Value weights, @Nullable ConstantTensor bias) {
    int inputs = weights.dim(1);
    int outputs = weights.dim(0);
    int last = input.rank() - 1;
    if (input.dim(last) != inputs) {
      throw new UserError("a row of " + input.dims() + " times " + inputs + " x " + outputs);
    }
    ConstantTensor values = GraphBuilder.constant(weights);
    Value real = signed(graph, input);
    boolean binary = real != null && ConvolutionOperators.isBinary(values);
    return graph.add(
        new Layer.Dense(
            inputs, outputs, bias != null, binary ? WeightKind.BINARY : WeightKind.REAL),
        List.of(binary ? real : input),
        ConvolutionOperators.roles(values, bias),
        input.type(),
        Dims.with(input.dims(), last, outputs));
  }

  /** The signs that {@code input} holds, with the sign of 0 being +1; null where it holds none. */
  private static @Nullable Value signed(GraphBuilder graph, Value input) {
    Node maker = graph.nodes().get(input.node());
    boolean view = maker.layer() instanceof Flatten || maker.layer() instanceof Reshape;
    Node source = view ? graph.nodes().get(maker.inputs().get(0)) : maker;
    if (!(source.layer() instanceof Layer.Activation activation)
        || (activation.function() != Function.SIGNUM && activation.function() != Function.SIGN)) {
      return null;
    }
    List<Integer> dims = new ArrayList<>(List.of(1));
    dims.addAll(source.output().extents());
    Value real = graph.made(source.inputs().get(0), input.type(), view ? dims : input.dims());
    Value signs = graph.activation(Function.SIGN, 0, 0, real, input.type());
    return view
        ? graph.add(maker.layer(), List.of(signs), Map.of(), input.type(), input.dims())
        : signs;
  }

  private static void general(OnnxNode node, GraphBuilder graph) {
    Value left = matrix(graph.input(node, 0), "A");
    Value right = matrix(graph.input(node, 1), "B");
    float alpha = node.real("alpha", 1);
    float beta = node.real("beta", 1);
    Value a = node.flag("transA") ? graph.transpose(left, List.of(1, 0)) : left;
    boolean swap = node.flag("transB");
    Value addend = node.hasInput(2) ? scaled(graph, graph.input(node, 2), beta) : null;
    if (right.isConstant() && !a.isConstant()) {
      Value weights = swap ? right : graph.transpose(right, List.of(1, 0));
      int outputs = weights.dim(0);
      boolean biased =
          addend != null
              && addend.isConstant()
              && Dims.elements(addend.dims()) == outputs
              && addend.dims().get(addend.rank() - 1) == outputs;
      Value result =
          dense(
              graph,
              a,
              scaled(graph, weights, alpha),
              biased && addend != null ? addend.constant() : null);
      graph.define(node.output(), biased ? result : plus(graph, result, addend));
      return;
    }
    Value b = swap ? graph.transpose(right, List.of(1, 0)) : right;
    graph.define(node.output(), plus(graph, scaled(graph, product(graph, a, b), alpha), addend));
  }

  private static Value matrix(Value value, String name) {
    if (value.rank() != 2 || !value.type().isReal()) {
      throw new UserError(
          "input %s is %s %s; it must be a matrix of real values"
              .formatted(name, value.type(), value.dims()));
    }
    return value;
  }

  private static Value scaled(GraphBuilder graph, Value value, float factor) {
    return factor == 1
        ? value
        : graph.elementwise(
            Operation.MULTIPLY, List.of(value, graph.scalar(factor, value.type())), value.type());
  }

  private static Value plus(GraphBuilder graph, Value value, @Nullable Value addend) {
    return addend == null
        ? value
        : graph.elementwise(Operation.ADD, List.of(value, addend), value.type());
  }
}
