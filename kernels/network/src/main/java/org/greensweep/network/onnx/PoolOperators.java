package org.greensweep.network.onnx;

import java.util.List;
import java.util.Map;
import org.greensweep.network.Layer;
import org.greensweep.network.LocalResponseNormalization;
import org.greensweep.network.Shape;
import org.greensweep.network.UserError;
import org.greensweep.network.Window;

/** Pools, and what else works on maps channel by channel. */
final class PoolOperators {
  private PoolOperators() {}

  static void register(Map<String, Operator> operators) {
    operators.put("MaxPool", PoolOperators::maximum);
    operators.put("AveragePool", PoolOperators::average);
    operators.put("GlobalAveragePool", PoolOperators::globalAverage);
    operators.put("GlobalMaxPool", PoolOperators::globalMaximum);
    operators.put("LRN", PoolOperators::localResponse);
  }

  private static Window window(OnnxNode node, Value input, Value map) {
    List<Long> kernel = node.integers("kernel_shape");
    int axes = input.rank() - 2;
    if (kernel == null) {
      throw new UserError("attribute kernel_shape is missing");
    }
    List<Integer> extents = Windows.two(node.integers("kernel_shape", axes, 1), 1);
    return Windows.of(node, axes, extents, map);
  }

  private static void maximum(OnnxNode node, GraphBuilder graph) {
    if (node.outputs().size() > 1 && !node.outputs().get(1).isEmpty()) {
      throw new UnsupportedException("with output Indices");
    }
    Value input = graph.input(node, 0);
    Value map = Windows.map(input, graph);
    Window window = window(node, input, map);
    define(node, graph, input, map, new Layer.MaxPool(window, node.flag("ceil_mode")));
  }

  private static void average(OnnxNode node, GraphBuilder graph) {
    Value input = graph.input(node, 0);
    Value map = Windows.map(input, graph);
    boolean countPadding = node.flag("count_include_pad");
    Window window = window(node, input, map);
    define(
        node,
        graph,
        input,
        map,
        new Layer.AveragePool(window, node.flag("ceil_mode"), countPadding));
  }

  private static void globalAverage(OnnxNode node, GraphBuilder graph) {
    Value input = graph.input(node, 0);
    define(node, graph, input, Windows.map(input, graph), new Layer.AdaptiveAveragePool(1, 1));
  }

  private static void globalMaximum(OnnxNode node, GraphBuilder graph) {
    Value input = graph.input(node, 0);
    Value map = Windows.map(input, graph);
    Window whole = new Window(map.dim(2), map.dim(3), 1, 1, 1, 1, 0, 0, 0, 0);
    define(node, graph, input, map, new Layer.MaxPool(whole, false));
  }

  private static void localResponse(OnnxNode node, GraphBuilder graph) {
    Value input = graph.input(node, 0);
    Layer layer =
        new LocalResponseNormalization(
            node.smallInteger("size", 0),
            node.real("alpha", 1e-4f),
            node.real("beta", 0.75f),
            node.real("bias", 1));
    if (node.smallInteger("size", 0) < 1) {
      throw new UserError("attribute size must be at least 1");
    }
    define(node, graph, input, Windows.map(input, graph), layer);
  }

  private static void define(
      OnnxNode node, GraphBuilder graph, Value input, Value map, Layer layer) {
    Shape output = layer.output(List.of(graph.shape(map)));
    Value value =
        graph.add(
            layer,
            List.of(map),
            Map.of(),
            input.type(),
            List.of(1, output.channels(), output.height(), output.width()));
    graph.define(node.output(), Windows.restore(value, input, graph));
  }
}
