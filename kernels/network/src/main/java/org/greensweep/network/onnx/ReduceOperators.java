package org.greensweep.network.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.greensweep.network.Reduce;
import org.greensweep.network.Reduce.Operation;
import org.greensweep.network.Shape;
import org.greensweep.network.Softmax;
import org.greensweep.network.TopK;
import org.greensweep.network.UserError;

/** Operators that look along axes: reductions, extremes and softmax. */
final class ReduceOperators {
  private ReduceOperators() {}

  static void register(Map<String, Operator> operators) {
    Map.of(
            "ReduceSum", Operation.SUM,
            "ReduceMean", Operation.MEAN,
            "ReduceMax", Operation.MAXIMUM,
            "ReduceMin", Operation.MINIMUM,
            "ReduceProd", Operation.PRODUCT,
            "ReduceL1", Operation.L1,
            "ReduceL2", Operation.L2,
            "ReduceSumSquare", Operation.SUM_OF_SQUARES,
            "ReduceLogSum", Operation.LOG_SUM,
            "ReduceLogSumExp", Operation.LOG_SUM_EXP)
        .forEach(
            (name, operation) ->
                operators.put(name, (node, graph) -> reduce(node, graph, operation)));
    operators.put("ArgMax", (node, graph) -> extreme(node, graph, true));
    operators.put("ArgMin", (node, graph) -> extreme(node, graph, false));
    operators.put("TopK", ReduceOperators::top);
    operators.put("Softmax", (node, graph) -> softmax(node, graph, false));
    operators.put("LogSoftmax", (node, graph) -> softmax(node, graph, true));
  }

  private static void reduce(OnnxNode node, GraphBuilder graph, Operation operation) {
    Value input = graph.input(node, 0);
    long[] given = ShapeOperators.axes(node, graph, operation == Operation.SUM ? 13 : 18);
    List<Integer> axes = new ArrayList<>();
    if (given != null && given.length > 0) {
      Arrays.stream(given).forEach(axis -> axes.add(Dims.axis(axis, input.rank())));
    } else if (!node.flag("noop_with_empty_axes")) {
      IntStream.range(0, input.rank()).forEach(axes::add);
    }
    boolean keep = node.integer("keepdims", 1) != 0;
    List<Integer> sorted = axes.stream().distinct().sorted().toList();
    Shape source = Dims.shape(input.dims());
    Shape result = Reduce.reduced(source, sorted, keep);
    graph.define(
        node.output(),
        graph.add(
            new Reduce(operation, source, sorted, result),
            List.of(input),
            input.type(),
            result.extents()));
  }

  private static void extreme(OnnxNode node, GraphBuilder graph, boolean greatest) {
    Value input = graph.input(node, 0);
    int axis = Dims.axis(node.integer("axis", 0), input.rank());
    boolean keep = node.integer("keepdims", 1) != 0;
    Shape result = Reduce.reduced(Dims.shape(input.dims()), List.of(axis), keep);
    TopK layer =
        new TopK(
            Dims.around(input.dims(), axis),
            1,
            greatest,
            true,
            node.flag("select_last_index"),
            result);
    graph.define(
        node.output(), graph.add(layer, List.of(input), ElementType.INT64, result.extents()));
  }

  private static void top(OnnxNode node, GraphBuilder graph) {
    Value input = graph.input(node, 0);
    long count =
        node.opset() < 10 ? node.integer("k", 0) : only(graph.constant(node, 1).integers());
    int axis = Dims.axis(node.integer("axis", -1), input.rank());
    if (count < 1 || count > input.dim(axis)) {
      throw new UserError("k is " + count + " for an axis of " + input.dim(axis) + " elements");
    }
    boolean greatest = node.integer("largest", 1) != 0;
    List<Integer> dims = Dims.with(input.dims(), axis, (int) count);
    Shape source = Dims.around(input.dims(), axis);
    for (int output = 0; output < Math.min(2, node.outputs().size()); output++) {
      boolean indices = output == 1;
      TopK layer = new TopK(source, (int) count, greatest, indices, false, Dims.shape(dims));
      graph.define(
          node.outputs().get(output),
          graph.add(layer, List.of(input), indices ? ElementType.INT64 : input.type(), dims));
    }
  }

  private static long only(long[] values) {
    if (values.length != 1) {
      throw new UserError("one value is needed where " + values.length + " are given");
    }
    return values[0];
  }

  /** Up to opset 12 all axes from the named one on are one. */
  private static void softmax(OnnxNode node, GraphBuilder graph, boolean logarithm) {
    Value input = graph.input(node, 0);
    int axis = Dims.axis(node.integer("axis", node.opset() < 13 ? 1 : -1), input.rank());
    Shape source =
        node.opset() < 13
            ? Shape.of(
                Dims.product(input.dims(), 0, axis),
                Dims.product(input.dims(), axis, input.rank()),
                1)
            : Dims.around(input.dims(), axis);
    graph.define(
        node.output(),
        graph.add(
            new Softmax(source, logarithm, Dims.shape(input.dims())),
            List.of(input),
            input.type(),
            input.dims()));
  }
}
