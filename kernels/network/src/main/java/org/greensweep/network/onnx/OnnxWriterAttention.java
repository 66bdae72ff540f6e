package org.greensweep.network.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.greensweep.network.AttentionSum;
import org.greensweep.network.AttentionWeights;
import org.greensweep.network.AttentionWeights.Score;
import org.greensweep.network.AttentionWindow;
import org.greensweep.network.Node;
import org.greensweep.network.Shape;
import org.greensweep.network.UserError;
import org.greensweep.network.parameters.Role;

/**
 * Attention as primitive operators: maps are rolled, cut into windows, multiplied window by window
 * and head by head, and put together again.
 */
final class OnnxWriterAttention {
  /** Added to the score of a position that is out of sight: its exponential is 0. */
  private static final float UNSEEN = -1e9f;

  /** PyTorch's normalize never divides by less. */
  private static final float LEAST_NORM = 1e-12f;

  private final OnnxWriter writer;
  private final OnnxWriterGraph graph;

  /** Attention weights as {@code windows x heads x queries x keys}, by node. */
  private final Map<Integer, String> windowed = new HashMap<>();

  OnnxWriterAttention(OnnxWriter writer) {
    this.writer = writer;
    this.graph = writer.graph();
  }

  void write(int index, Node node, AttentionWeights layer) {
    Shape map = writer.inputShape(node);
    String name = node.name();
    String both = windows(name, writer.input(node), layer.window(), 2 * layer.heads(), map, "both");
    String queries = heads(name + ".queries", both, 0, layer.heads());
    String keys = heads(name + ".keys", both, layer.heads(), 2 * layer.heads());
    String scores =
        layer.score() == Score.COSINE
            ? cosines(index, name, layer, queries, keys)
            : products(index, name, layer, queries, keys);
    if (layer.window().shift() > 0) {
      scores = graph.add("Add", name + ".seen", List.of(scores, mask(name, layer.window(), map)));
    }
    windowed.put(index, graph.add("Softmax", name, scores, OnnxWriterGraph.integer("axis", -1)));
  }

  void write(int index, Node node, AttentionSum layer) {
    String name = node.name();
    String weights = windowed.get(node.inputs().get(0));
    if (weights == null) {
      throw new UserError(
          "Layer " + name + " sums by what is no attention weight; it cannot be written as ONNX");
    }
    Shape map = node.output();
    AttentionWindow window = layer.window();
    String values =
        windows(name, writer.value(node.inputs().get(1)), window, layer.heads(), map, "values");
    String sums = graph.add("MatMul", name + ".sums", List.of(weights, values));
    long depth = layer.channels() / layer.heads();
    long rows = map.height() / window.height();
    long columns = map.width() / window.width();
    String parts =
        graph.reshape(
            name + ".parts",
            sums,
            rows,
            columns,
            layer.heads(),
            window.height(),
            window.width(),
            depth);
    String turned = graph.transpose(name + ".turned", parts, 2, 5, 0, 3, 1, 4);
    String joined = window.shift() > 0 ? name + ".joined" : name;
    String whole = graph.reshape(joined, turned, 1, layer.channels(), map.height(), map.width());
    writer.value(index, window.shift() > 0 ? roll(name, whole, map, -window.shift(), name) : whole);
  }

  /** A map as {@code windows x heads x positions x depth}. */
  private String windows(
      String node, String input, AttentionWindow window, int heads, Shape map, String what) {
    String name = node + "." + what;
    String rolled =
        window.shift() > 0 ? roll(name, input, map, window.shift(), name + ".rolled") : input;
    long depth = map.channels() / heads;
    long rows = map.height() / window.height();
    long columns = map.width() / window.width();
    String parts =
        graph.reshape(
            name + ".parts", rolled, heads, depth, rows, window.height(), columns, window.width());
    String turned = graph.transpose(name + ".turned", parts, 2, 4, 0, 3, 5, 1);
    return graph.reshape(name, turned, rows * columns, heads, window.positions(), depth);
  }

  /** Rolls a map up and left by {@code shift}; a negative shift rolls it back. */
  private String roll(String name, String input, Shape map, int shift, String output) {
    int down = Math.floorMod(shift, map.height());
    int right = Math.floorMod(shift, map.width());
    String vertical = rolled(name + ".rows", input, 2, down, name + ".rolled_rows");
    return rolled(name + ".columns", vertical, 3, right, output);
  }

  private String rolled(String name, String input, int axis, int shift, String output) {
    String head = slice(name + ".head", input, axis, 0, shift);
    String tail = slice(name + ".tail", input, axis, shift, Integer.MAX_VALUE);
    return graph.add("Concat", output, List.of(tail, head), OnnxWriterGraph.integer("axis", axis));
  }

  private String heads(String name, String both, long from, long to) {
    return slice(name, both, 1, from, to);
  }

  private String slice(String name, String input, int axis, long from, long to) {
    return graph.add(
        "Slice",
        name,
        List.of(
            input,
            graph.longs(name + ".from", from),
            graph.longs(name + ".to", to),
            graph.longs(name + ".axis", axis)));
  }

  private String products(
      int index, String name, AttentionWeights layer, String queries, String keys) {
    String turned = graph.transpose(name + ".keys_transposed", keys, 0, 1, 3, 2);
    String products = graph.add("MatMul", name + ".products", List.of(queries, turned));
    double factor = 1 / Math.sqrt((double) layer.channels() / layer.heads());
    String scores =
        graph.add(
            "Mul",
            name + ".scores",
            List.of(products, graph.scalar(name + ".factor", (float) factor)));
    if (layer.score() == Score.DOT_PRODUCT) {
      return scores;
    }
    float[] table = writer.parameters(index, Role.RELATIVE_POSITION_BIAS);
    String biases = graph.floats(name + ".bias_table", table, layer.heads(), layer.offsets());
    return graph.add(
        "Add", name + ".biased", List.of(scores, perPair(name, layer.window(), biases)));
  }

  private String cosines(
      int index, String name, AttentionWeights layer, String queries, String keys) {
    long heads = layer.heads();
    long depth = layer.channels() / layer.heads();
    String offsets =
        graph.floats(
            name + ".query_bias", writer.parameters(index, Role.QUERY_BIAS), heads, 1, depth);
    String moved = graph.add("Add", name + ".moved_queries", List.of(queries, offsets));
    String turned =
        graph.transpose(name + ".keys_transposed", unit(name + ".key", keys), 0, 1, 3, 2);
    String cosines =
        graph.add("MatMul", name + ".cosines", List.of(unit(name + ".query", moved), turned));
    String logits =
        graph.floats(
            name + ".logit_scale", writer.parameters(index, Role.LOGIT_SCALE), heads, 1, 1);
    String highest = graph.scalar(name + ".highest_logit", (float) Math.log(100));
    String clipped = graph.add("Min", name + ".logit_clipped", List.of(logits, highest));
    String factors = graph.add("Exp", name + ".factors", clipped);
    String scores = graph.add("Mul", name + ".scores", List.of(cosines, factors));
    return graph.add(
        "Add",
        name + ".biased",
        List.of(scores, perPair(name, layer.window(), computedBiases(index, name, layer))));
  }

  private String unit(String name, String vectors) {
    String axes = graph.longs(name + ".axes", -1);
    String norm = graph.add("ReduceL2", name + ".norm", List.of(vectors, axes));
    String least = graph.scalar(name + ".least_norm", LEAST_NORM);
    String safe = graph.add("Max", name + ".norm_safe", List.of(norm, least));
    return graph.add("Div", name + ".unit", List.of(vectors, safe));
  }

  /** The bias network over every relative position: {@code heads x offsets}. */
  private String computedBiases(int index, String name, AttentionWeights layer) {
    AttentionWindow window = layer.window();
    int hidden = AttentionWeights.BIAS_HIDDEN;
    int columns = 2 * window.width() - 1;
    float[] places = new float[2 * layer.offsets()];
    for (int offset = 0; offset < layer.offsets(); offset++) {
      places[offset] = logarithmic(offset / columns - window.height() + 1, window.height());
      places[layer.offsets() + offset] =
          logarithmic(offset % columns - window.width() + 1, window.width());
    }
    String positions = graph.floats(name + ".positions", places, 2, layer.offsets());
    float[] first = writer.parameters(index, Role.POSITION_HIDDEN_WEIGHTS);
    float[] bias = writer.parameters(index, Role.POSITION_HIDDEN_BIAS);
    float[] second = writer.parameters(index, Role.POSITION_OUTPUT_WEIGHTS);
    String inner = graph.floats(name + ".position_hidden_weights", first, hidden, 2);
    String innerBias = graph.floats(name + ".position_hidden_bias", bias, hidden, 1);
    String outer = graph.floats(name + ".position_output_weights", second, layer.heads(), hidden);
    String products = graph.add("MatMul", name + ".position_hidden", List.of(inner, positions));
    String sums = graph.add("Add", name + ".position_sums", List.of(products, innerBias));
    String active = graph.add("Relu", name + ".position_active", sums);
    String raw = graph.add("MatMul", name + ".position_raw", List.of(outer, active));
    String gate = graph.add("Sigmoid", name + ".position_gate", raw);
    String limit = graph.scalar(name + ".position_limit", 16);
    return graph.add("Mul", name + ".bias_table", List.of(gate, limit));
  }

  /** {@code sign(d) * log2(1 + 8 |d| / (size - 1)) / log2(8)} (Liu 2022, equation 4). */
  private static float logarithmic(int distance, int size) {
    double scaled = 8.0 * Math.abs(distance) / Math.max(size - 1, 1);
    return (float) (Math.signum(distance) * Math.log(1 + scaled) / Math.log(8));
  }

  /** From {@code heads x offsets} to {@code heads x queries x keys}. */
  private String perPair(String name, AttentionWindow window, String table) {
    int positions = window.positions();
    long[] offsets = new long[positions * positions];
    for (int query = 0; query < positions; query++) {
      for (int key = 0; key < positions; key++) {
        int down = query / window.width() - key / window.width() + window.height() - 1;
        int right = query % window.width() - key % window.width() + window.width() - 1;
        offsets[query * positions + key] = (long) down * (2 * window.width() - 1) + right;
      }
    }
    String indices = graph.longs(name + ".offsets", offsets);
    String gathered =
        graph.add(
            "Gather",
            name + ".bias_pairs",
            List.of(table, indices),
            OnnxWriterGraph.integer("axis", 1));
    return graph.reshape(name + ".bias", gathered, -1, positions, positions);
  }

  /** 0 where a window's positions see each other, else far below: windows x 1 x queries x keys. */
  private String mask(String name, AttentionWindow window, Shape map) {
    int rows = map.height() / window.height();
    int columns = map.width() / window.width();
    int positions = window.positions();
    float[] mask = new float[rows * columns * positions * positions];
    int at = 0;
    for (int place = 0; place < rows * columns; place++) {
      int top = place / columns * window.height();
      int left = place % columns * window.width();
      for (int query = 0; query < positions; query++) {
        for (int key = 0; key < positions; key++) {
          boolean seen =
              part(top + query / window.width(), map.height(), window.height(), window.shift())
                      == part(
                          top + key / window.width(), map.height(), window.height(), window.shift())
                  && part(
                          left + query % window.width(),
                          map.width(),
                          window.width(),
                          window.shift())
                      == part(
                          left + key % window.width(), map.width(), window.width(), window.shift());
          mask[at++] = seen ? 0 : UNSEEN;
        }
      }
    }
    return graph.floats(name + ".mask", mask, (long) rows * columns, 1, positions, positions);
  }

  /** Which of the three parts of a rolled axis a place is in (Liu 2021, figure 4). */
  private static int part(int rolled, int size, int extent, int shift) {
    if (rolled < size - extent) {
      return 0;
    }
    return rolled < size - shift ? 1 : 2;
  }
}
