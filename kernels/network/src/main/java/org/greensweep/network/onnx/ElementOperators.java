package org.greensweep.network.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.greensweep.network.Elementwise;
import org.greensweep.network.Elementwise.Operation;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.Node;
import org.greensweep.network.UserError;
import org.greensweep.network.parameters.Role;
import org.jspecify.annotations.Nullable;

/** Functions of single elements, of one tensor or of several. */
final class ElementOperators {
  private static final float SELU_ALPHA = 1.67326319217681884765625f;
  private static final float SELU_GAMMA = 1.05070102214813232421875f;

  private ElementOperators() {}

  static void register(Map<String, Operator> operators) {
    plain(operators);
    withParameters(operators);
    binary(operators);
    operators.put("Sum", (node, graph) -> chain(node, graph, Operation.ADD));
    operators.put("Max", (node, graph) -> chain(node, graph, Operation.MAXIMUM));
    operators.put("Min", (node, graph) -> chain(node, graph, Operation.MINIMUM));
    operators.put("Mean", ElementOperators::mean);
    operators.put("Where", ElementOperators::select);
    operators.put("Cast", ElementOperators::cast);
    operators.put("Clip", ElementOperators::clip);
    operators.put("Mod", ElementOperators::modulo);
    operators.put("Sign", ElementOperators::sign);
  }

  private static void plain(Map<String, Operator> operators) {
    Map.ofEntries(
            Map.entry("Relu", Function.RELU),
            Map.entry("Sigmoid", Function.SIGMOID),
            Map.entry("HardSwish", Function.HARD_SWISH),
            Map.entry("Mish", Function.MISH),
            Map.entry("Softplus", Function.SOFTPLUS),
            Map.entry("Softsign", Function.SOFTSIGN),
            Map.entry("Tanh", Function.TANH),
            Map.entry("Erf", Function.ERF),
            Map.entry("Exp", Function.EXP),
            Map.entry("Log", Function.LOG),
            Map.entry("Sqrt", Function.SQRT),
            Map.entry("Reciprocal", Function.RECIPROCAL),
            Map.entry("Abs", Function.ABSOLUTE),
            Map.entry("Neg", Function.NEGATE),
            Map.entry("Floor", Function.FLOOR),
            Map.entry("Ceil", Function.CEILING),
            Map.entry("Round", Function.ROUND),
            Map.entry("Sin", Function.SINE),
            Map.entry("Cos", Function.COSINE),
            Map.entry("Not", Function.NOT))
        .forEach(
            (name, function) ->
                operators.put(name, (node, graph) -> define(node, graph, function, 0, 0)));
  }

  private static void withParameters(Map<String, Operator> operators) {
    alpha(operators, "LeakyRelu", Function.LEAKY_RELU, 0.01f);
    alpha(operators, "ThresholdedRelu", Function.THRESHOLDED_RELU, 1);
    alpha(operators, "Elu", Function.ELU, 1);
    alpha(operators, "Celu", Function.CELU, 1);
    operators.put(
        "Selu",
        (node, graph) ->
            define(
                node,
                graph,
                Function.SELU,
                node.real("alpha", SELU_ALPHA),
                node.real("gamma", SELU_GAMMA)));
    operators.put("HardSigmoid", ElementOperators::hardSigmoid);
    operators.put(
        "Gelu",
        (node, graph) ->
            define(
                node,
                graph,
                node.text("approximate", "none").equals("tanh")
                    ? Function.GELU_TANH
                    : Function.GELU,
                0,
                0));
  }

  private static void alpha(
      Map<String, Operator> operators, String name, Function function, float fallback) {
    operators.put(
        name, (node, graph) -> define(node, graph, function, node.real("alpha", fallback), 0));
  }

  private static void hardSigmoid(OnnxNode node, GraphBuilder graph) {
    float alpha = node.real("alpha", 0.2f);
    float beta = node.real("beta", 0.5f);
    // Howard's relu6(x + 3) / 6, as frameworks export it.
    boolean howard = alpha == 1 / 6f && beta == 0.5f;
    define(
        node,
        graph,
        howard ? Function.HARD_SIGMOID : Function.CLAMPED_LINE,
        howard ? 0 : alpha,
        howard ? 0 : beta);
  }

  private static void define(
      OnnxNode node, GraphBuilder graph, Function function, double a, double b) {
    Value input = graph.input(node, 0);
    boolean logical = function == Function.NOT;
    if (logical != (input.type() == ElementType.BOOL)) {
      throw new UserError("input is of type " + input.type());
    }
    graph.define(node.output(), graph.activation(function, a, b, input, input.type()));
  }

  /** {@code Sign(Sign(x) + 0.5)} is the sign for which 0 is positive. */
  private static void sign(OnnxNode node, GraphBuilder graph) {
    Value input = graph.input(node, 0);
    int raised = input.isConstant() ? -1 : raisedSign(graph, input.node());
    if (raised < 0) {
      define(node, graph, Function.SIGNUM, 0, 0);
      return;
    }
    Value real = graph.made(raised, input.type(), input.dims());
    graph.define(node.output(), graph.activation(Function.SIGN, 0, 0, real, input.type()));
  }

  /** The node whose sign, raised by a constant between 0 and 1, {@code node} makes; -1 for none. */
  private static int raisedSign(GraphBuilder graph, int node) {
    Node sum = graph.nodes().get(node);
    if (!(sum.layer() instanceof Elementwise elementwise)
        || elementwise.operation() != Operation.ADD) {
      return -1;
    }
    Node sign = graph.nodes().get(sum.inputs().get(0));
    ConstantTensor above = graph.parameters(sum.inputs().get(1)).get(Role.VALUES);
    boolean raised =
        sign.layer() instanceof Layer.Activation activation
            && activation.function() == Function.SIGNUM
            && sign.output().equals(sum.output())
            && above != null
            && above.elements() == 1
            && above.scalar() > 0
            && above.scalar() < 1;
    return raised ? sign.inputs().get(0) : -1;
  }

  private static void clip(OnnxNode node, GraphBuilder graph) {
    Value input = graph.input(node, 0);
    double low;
    double high;
    if (node.opset() < 11) {
      low = node.has("min") ? node.real("min", 0) : Double.NEGATIVE_INFINITY;
      high = node.has("max") ? node.real("max", 0) : Double.POSITIVE_INFINITY;
    } else {
      low = scalar(graph.optionalConstant(node, 1), Double.NEGATIVE_INFINITY);
      high = scalar(graph.optionalConstant(node, 2), Double.POSITIVE_INFINITY);
    }
    graph.define(node.output(), clipped(graph, input, low, high));
  }

  private static double scalar(@Nullable ConstantTensor constant, double fallback) {
    return constant == null ? fallback : constant.scalar();
  }

  private static Value clipped(GraphBuilder graph, Value input, double low, double high) {
    boolean positive = low == 0;
    if (positive && high >= Float.MAX_VALUE) {
      return graph.activation(Function.RELU, 0, 0, input, input.type());
    }
    return positive && high == 6
        ? graph.activation(Function.RELU6, 0, 0, input, input.type())
        : graph.activation(Function.CLIP, low, high, input, input.type());
  }

  private static void cast(OnnxNode node, GraphBuilder graph) {
    Value input = graph.input(node, 0);
    ElementType to = ElementType.of(node.smallInteger("to", 0));
    graph.define(node.output(), cast(graph, input, to));
  }

  /** The value as another type; narrower real types keep fp32, as networks run in it. */
  static Value cast(GraphBuilder graph, Value input, ElementType to) {
    if (to == ElementType.BOOL) {
      return graph.activation(Function.IS_NOT_ZERO, 0, 0, input, to);
    }
    return to.isReal() || !input.type().isReal()
        ? graph.retyped(input, to)
        : graph.activation(Function.TRUNCATE, 0, 0, input, to);
  }

  private static void binary(Map<String, Operator> operators) {
    operators.put("Add", ElementOperators::add);
    operators.put("Mul", ElementOperators::multiply);
    operators.put("Sub", (node, graph) -> pair(node, graph, Operation.SUBTRACT));
    operators.put(
        "Div",
        (node, graph) ->
            pair(
                node,
                graph,
                graph.input(node, 0).type().isReal()
                    ? Operation.DIVIDE
                    : Operation.DIVIDE_INTEGERS));
    operators.put("Pow", ElementOperators::power);
    operators.put("PRelu", (node, graph) -> pair(node, graph, Operation.PARAMETRIC_RELU));
    operators.put("And", (node, graph) -> pair(node, graph, Operation.AND));
    operators.put("Or", (node, graph) -> pair(node, graph, Operation.OR));
    operators.put("Xor", (node, graph) -> pair(node, graph, Operation.XOR));
    compare(operators, "Equal", Operation.EQUAL);
    compare(operators, "Less", Operation.LESS);
    compare(operators, "LessOrEqual", Operation.LESS_OR_EQUAL);
    compare(operators, "Greater", Operation.GREATER);
    compare(operators, "GreaterOrEqual", Operation.GREATER_OR_EQUAL);
  }

  private static void compare(Map<String, Operator> operators, String name, Operation operation) {
    operators.put(
        name,
        (node, graph) ->
            graph.define(
                node.output(),
                graph.elementwise(operation, operands(node, graph, 2), ElementType.BOOL)));
  }

  private static void pair(OnnxNode node, GraphBuilder graph, Operation operation) {
    List<Value> operands = operands(node, graph, 2);
    graph.define(node.output(), graph.elementwise(operation, operands, operands.get(0).type()));
  }

  private static void power(OnnxNode node, GraphBuilder graph) {
    List<Value> operands = List.of(graph.input(node, 0), graph.input(node, 1));
    ElementType type = operands.get(0).type();
    graph.define(node.output(), graph.elementwise(Operation.POWER, operands, type));
  }

  private static void modulo(OnnxNode node, GraphBuilder graph) {
    pair(node, graph, node.flag("fmod") ? Operation.REMAINDER : Operation.MODULO);
  }

  /** Inputs of one type. */
  private static List<Value> operands(OnnxNode node, GraphBuilder graph, int count) {
    List<Value> operands = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Value operand = graph.input(node, i);
      operands.add(operand);
      if (operand.type() != operands.get(0).type()) {
        throw new UserError(
            "inputs are of types %s and %s; they must be the same"
                .formatted(operands.get(0).type(), operand.type()));
      }
    }
    return operands;
  }

  /** Sums of equal maps are those of residual networks. */
  private static void add(OnnxNode node, GraphBuilder graph) {
    List<Value> operands = operands(node, graph, 2);
    graph.define(node.output(), sum(graph, operands));
  }

  private static Value sum(GraphBuilder graph, List<Value> operands) {
    Value first = operands.get(0);
    boolean residual =
        operands.stream()
            .allMatch(operand -> !operand.isConstant() && operand.dims().equals(first.dims()));
    return residual
        ? graph.add(new Layer.Add(), operands, Map.of(), first.type(), first.dims())
        : graph.elementwise(Operation.ADD, operands, first.type());
  }

  /** A map times a gate of its channels is that of squeeze-and-excitation. */
  private static void multiply(OnnxNode node, GraphBuilder graph) {
    List<Value> operands = operands(node, graph, 2);
    Value a = operands.get(0);
    Value b = operands.get(1);
    Value product;
    if (isGated(a, b)) {
      product = graph.add(new Layer.Multiply(), List.of(a, b), Map.of(), a.type(), a.dims());
    } else if (isGated(b, a)) {
      product = graph.add(new Layer.Multiply(), List.of(b, a), Map.of(), b.type(), b.dims());
    } else {
      product = graph.elementwise(Operation.MULTIPLY, operands, a.type());
    }
    graph.define(node.output(), product);
  }

  private static boolean isGated(Value map, Value gate) {
    return map.isMap()
        && gate.isMap()
        && !map.isConstant()
        && !gate.isConstant()
        && (gate.dims().equals(map.dims()) || gate.dims().equals(List.of(1, map.dim(1), 1, 1)));
  }

  private static void chain(OnnxNode node, GraphBuilder graph, Operation operation) {
    graph.define(node.output(), chained(node, graph, operation));
  }

  private static Value chained(OnnxNode node, GraphBuilder graph, Operation operation) {
    List<Value> operands = operands(node, graph, Math.max(1, node.inputs().size()));
    Value result = operands.get(0);
    for (Value operand : operands.subList(1, operands.size())) {
      result =
          operation == Operation.ADD
              ? sum(graph, List.of(result, operand))
              : graph.elementwise(operation, List.of(result, operand), result.type());
    }
    return result;
  }

  private static void mean(OnnxNode node, GraphBuilder graph) {
    Value sum = chained(node, graph, Operation.ADD);
    Value count = graph.scalar(node.inputs().size(), sum.type());
    graph.define(
        node.output(), graph.elementwise(Operation.DIVIDE, List.of(sum, count), sum.type()));
  }

  private static void select(OnnxNode node, GraphBuilder graph) {
    Value condition = graph.input(node, 0);
    Value then = graph.input(node, 1);
    Value otherwise = graph.input(node, 2);
    if (condition.type() != ElementType.BOOL || then.type() != otherwise.type()) {
      throw new UserError(
          "inputs are of types %s, %s and %s; the first must be BOOL, the others the same"
              .formatted(condition.type(), then.type(), otherwise.type()));
    }
    graph.define(
        node.output(),
        graph.elementwise(Operation.SELECT, List.of(condition, then, otherwise), then.type()));
  }
}
