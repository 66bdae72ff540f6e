package org.greensweep.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.greensweep.network.ChannelScale;
import org.greensweep.network.ChannelShuffle;
import org.greensweep.network.FirstToken;
import org.greensweep.network.Flatten;
import org.greensweep.network.L2Normalization;
import org.greensweep.network.Layer;
import org.greensweep.network.LayerNormalization;
import org.greensweep.network.LocalResponseNormalization;
import org.greensweep.network.Node;
import org.greensweep.network.Pad;
import org.greensweep.network.PatchMean;
import org.greensweep.network.PatchSelection;
import org.greensweep.network.Shape;
import org.greensweep.network.Softmax;
import org.greensweep.network.SpaceToDepth;
import org.greensweep.network.TokenEmbedding;
import org.greensweep.network.UserError;
import org.greensweep.network.Window;
import org.greensweep.network.parameters.Role;

/** Layers without products of weights, other than attention; each returns the name of its value. */
final class OnnxWriterMaps {
  private final OnnxWriter writer;
  private final OnnxWriterGraph graph;
  private final OnnxWriterPatches patches;

  OnnxWriterMaps(OnnxWriter writer) {
    this.writer = writer;
    this.graph = writer.graph();
    this.patches = new OnnxWriterPatches(writer);
  }

  String write(int index, Node node) {
    Layer layer = node.layer();
    String name = node.name();
    String input = writer.input(node);
    if (layer instanceof Layer.MaxPool pool) {
      return graph.add(
          "MaxPool", name, input, window(pool.window(), writer.inputShape(node), node.output()));
    } else if (layer instanceof Layer.AveragePool pool) {
      return averagePool(name, input, pool, writer.inputShape(node), node.output());
    } else if (layer instanceof Layer.AdaptiveAveragePool pool) {
      return adaptiveAverage(name, input, pool, writer.inputShape(node));
    } else if (layer instanceof Layer.BatchNormalization normalization) {
      return batchNormalization(index, name, input, normalization);
    } else if (layer instanceof LocalResponseNormalization normalization) {
      return graph.add(
          "LRN",
          name,
          input,
          OnnxWriterGraph.integer("size", normalization.size()),
          OnnxWriterGraph.real("alpha", normalization.alpha()),
          OnnxWriterGraph.real("beta", normalization.beta()),
          OnnxWriterGraph.real("bias", normalization.bias()));
    } else if (layer instanceof Layer.Activation activation) {
      return activation(name, input, activation);
    } else if (layer instanceof Layer.Add) {
      return folded("Add", node);
    } else if (layer instanceof Layer.Multiply) {
      return folded("Mul", node);
    } else if (layer instanceof Layer.Concat) {
      List<String> inputs = node.inputs().stream().map(writer::value).toList();
      return graph.add("Concat", name, inputs, OnnxWriterGraph.integer("axis", 1));
    } else if (layer instanceof ChannelShuffle shuffle) {
      return shuffle(name, input, shuffle.groups(), node.output());
    } else if (layer instanceof Flatten) {
      return graph.add("Flatten", name, input, OnnxWriterGraph.integer("axis", 1));
    } else if (layer instanceof Softmax softmax && !softmax.logarithm() && isVector(softmax)) {
      return graph.add("Softmax", name, input, OnnxWriterGraph.integer("axis", 1));
    }
    return token(index, node, input);
  }

  private String token(int index, Node node, String input) {
    Layer layer = node.layer();
    String name = node.name();
    Shape in = writer.inputShape(node);
    if (layer instanceof LayerNormalization normalization) {
      return layerNormalization(index, name, input, normalization);
    } else if (layer instanceof ChannelScale scale) {
      float[] values = writer.parameters(index, Role.SCALE);
      String factors = graph.floats(name + ".scale", values, scale.channels(), 1, 1);
      return graph.add("Mul", name, List.of(input, factors));
    } else if (layer instanceof TokenEmbedding tokens) {
      return embedding(index, name, input, tokens);
    } else if (layer instanceof FirstToken) {
      long positions = (long) in.height() * in.width();
      String row = graph.reshape(name + ".row", input, 1, in.channels(), positions);
      String starts = graph.longs(name + ".from", 0);
      String ends = graph.longs(name + ".to", 1);
      String axes = graph.longs(name + ".axis", 2);
      String first = graph.add("Slice", name + ".first", List.of(row, starts, ends, axes));
      return graph.reshape(name, first, 1, in.channels());
    } else if (layer instanceof Pad pad) {
      String pads = graph.longs(name + ".pads", 0, 0, 0, 0, 0, 0, pad.bottom(), pad.right());
      return graph.add("Pad", name, List.of(input, pads));
    } else if (layer instanceof SpaceToDepth) {
      return spaceToDepth(name, input, in);
    } else if (layer instanceof PatchSelection selection) {
      return patches.select(node, selection);
    } else if (layer instanceof PatchMean mean) {
      return patches.mean(node, mean);
    } else if (layer instanceof L2Normalization normalization) {
      return patches.unit(name, input, normalization);
    }
    throw new UserError(
        "Layer %s (%s) has no ONNX form yet".formatted(name, layer.getClass().getSimpleName()));
  }

  private static boolean isVector(Softmax softmax) {
    return softmax.source().extents().get(1) == softmax.source().elements();
  }

  /**
   * A window whose padding behind the map is what its last output reaches, so that sizes need no
   * rounding up: runtimes differ in which of the windows that begin in padding they keep.
   */
  private static AttributeProto[] window(Window window, Shape in, Shape out) {
    int bottom =
        (out.height() - 1) * window.strideHeight()
            + window.extentHeight()
            - in.height()
            - window.padTop();
    int right =
        (out.width() - 1) * window.strideWidth()
            + window.extentWidth()
            - in.width()
            - window.padLeft();
    return new AttributeProto[] {
      OnnxWriterGraph.integers("kernel_shape", window.kernelHeight(), window.kernelWidth()),
      OnnxWriterGraph.integers("strides", window.strideHeight(), window.strideWidth()),
      OnnxWriterGraph.integers("dilations", window.dilationHeight(), window.dilationWidth()),
      OnnxWriterGraph.integers(
          "pads", window.padTop(), window.padLeft(), Math.max(0, bottom), Math.max(0, right))
    };
  }

  /** Padding that counts in the divisor is padded before; what rounding up adds never counts. */
  private String averagePool(
      String name, String input, Layer.AveragePool pool, Shape in, Shape out) {
    Window window = pool.window();
    int[] pads = {window.padTop(), window.padLeft(), window.padBottom(), window.padRight()};
    if (!pool.countPadding() || pads[0] + pads[1] + pads[2] + pads[3] == 0) {
      return graph.add("AveragePool", name, input, window(window, in, out));
    }
    String extents = graph.longs(name + ".pads", 0, 0, pads[0], pads[1], 0, 0, pads[2], pads[3]);
    String padded = graph.add("Pad", name + ".padded", List.of(input, extents));
    Shape around =
        Shape.of(in.channels(), in.height() + pads[0] + pads[2], in.width() + pads[1] + pads[3]);
    return graph.add("AveragePool", name, padded, window(window.pad(0), around, out));
  }

  /** Bins of unequal length are matrices of shares, one for the rows and one for the columns. */
  private String adaptiveAverage(
      String name, String input, Layer.AdaptiveAveragePool pool, Shape in) {
    if (pool.height() == 1 && pool.width() == 1) {
      return graph.add("GlobalAveragePool", name, input);
    }
    if (pool.height() == in.height() && pool.width() == in.width()) {
      return graph.add("Identity", name, input);
    }
    String rows =
        graph.floats(
            name + ".rows", shares(in.height(), pool.height()), pool.height(), in.height());
    float[] columnShares = shares(in.width(), pool.width());
    String columns = graph.floats(name + ".columns", columnShares, pool.width(), in.width());
    String turned = graph.transpose(name + ".columns_transposed", columns, 1, 0);
    String high = graph.add("MatMul", name + ".bins", List.of(rows, input));
    return graph.add("MatMul", name, List.of(high, turned));
  }

  private static float[] shares(int inputs, int outputs) {
    float[] shares = new float[inputs * outputs];
    for (int output = 0; output < outputs; output++) {
      int from = (int) ((long) output * inputs / outputs);
      int to = (int) (((output + 1L) * inputs + outputs - 1) / outputs);
      Arrays.fill(shares, output * inputs + from, output * inputs + to, 1f / (to - from));
    }
    return shares;
  }

  private String batchNormalization(
      int index, String name, String input, Layer.BatchNormalization layer) {
    List<String> inputs = new ArrayList<>(List.of(input));
    for (Role role : List.of(Role.GAMMA, Role.BETA, Role.MEAN, Role.VARIANCE)) {
      String label = name + "." + role.name().toLowerCase(Locale.ROOT);
      inputs.add(graph.floats(label, writer.parameters(index, role), layer.channels()));
    }
    return graph.add(
        "BatchNormalization", name, inputs, OnnxWriterGraph.real("epsilon", layer.epsilon()));
  }

  private String activation(String name, String input, Layer.Activation activation) {
    return switch (activation.function()) {
      case RELU -> graph.add("Relu", name, input);
      case RELU6 ->
          graph.add(
              "Clip",
              name,
              List.of(input, graph.scalar(name + ".low", 0), graph.scalar(name + ".high", 6)));
      case SIGN -> sign(graph, name, input);
      case SIGMOID -> graph.add("Sigmoid", name, input);
      case HARD_SIGMOID ->
          graph.add(
              "HardSigmoid",
              name,
              input,
              OnnxWriterGraph.real("alpha", 1.0 / 6),
              OnnxWriterGraph.real("beta", 0.5));
      case HARD_SWISH -> graph.add("HardSwish", name, input);
      case SILU -> {
        String gate = graph.add("Sigmoid", name + ".sigmoid", input);
        yield graph.add("Mul", name, List.of(input, gate));
      }
      case GELU -> graph.add("Gelu", name, input);
      case TANH -> graph.add("Tanh", name, input);
      default ->
          throw new UserError(
              "Layer %s (%s) has no ONNX form yet".formatted(name, activation.function()));
    };
  }

  static boolean isSign(Layer layer) {
    return layer instanceof Layer.Activation activation
        && activation.function() == Layer.Function.SIGN;
  }

  /** +1 for zero too: ONNX's Sign of zero is zero, and half above it is positive. */
  static String sign(OnnxWriterGraph graph, String name, String input) {
    String signum = graph.add("Sign", name + ".signum", input);
    String half = graph.scalar(name + ".half", 0.5f);
    String above = graph.add("Add", name + ".above", List.of(signum, half));
    return graph.add("Sign", name, above);
  }

  /** The first two inputs, then each further one. */
  private String folded(String operator, Node node) {
    String result = writer.value(node.inputs().get(0));
    int count = node.inputs().size();
    for (int i = 1; i < count; i++) {
      String name = i == count - 1 ? node.name() : node.name() + ".part";
      String next = writer.value(node.inputs().get(i));
      result = graph.add(operator, name, List.of(result, next));
    }
    return result;
  }

  private String shuffle(String name, String input, int groups, Shape shape) {
    int run = shape.channels() / groups;
    long positions = shape.elements() / shape.channels();
    String split = graph.reshape(name + ".groups", input, 1, groups, run, positions);
    String turned = graph.transpose(name + ".turned", split, 0, 2, 1, 3);
    long[] extents = OnnxWriter.extents(shape).stream().mapToLong(extent -> extent).toArray();
    return graph.reshape(name, turned, extents);
  }

  private String layerNormalization(
      int index, String name, String input, LayerNormalization layer) {
    String last = graph.transpose(name + ".channels_last", input, 0, 2, 3, 1);
    String gamma =
        graph.floats(name + ".gamma", writer.parameters(index, Role.GAMMA), layer.channels());
    String beta =
        graph.floats(name + ".beta", writer.parameters(index, Role.BETA), layer.channels());
    String normal =
        graph.add(
            "LayerNormalization",
            name + ".normal",
            List.of(last, gamma, beta),
            OnnxWriterGraph.integer("axis", -1),
            OnnxWriterGraph.real("epsilon", layer.epsilon()));
    return graph.transpose(name, normal, 0, 3, 1, 2);
  }

  private String embedding(int index, String name, String input, TokenEmbedding layer) {
    int channels = layer.channels();
    int tokens = layer.patches() + 1;
    String row = graph.reshape(name + ".patches", input, 1, channels, layer.patches());
    String first =
        graph.floats(
            name + ".class_token", writer.parameters(index, Role.CLASS_TOKEN), 1, channels, 1);
    String all =
        graph.add(
            "Concat", name + ".tokens", List.of(first, row), OnnxWriterGraph.integer("axis", 2));
    float[] positions = writer.parameters(index, Role.POSITION_EMBEDDING);
    String embedding = graph.floats(name + ".positions", positions, tokens, channels);
    String turned = graph.transpose(name + ".positions_transposed", embedding, 1, 0);
    String sum = graph.add("Add", name + ".embedded", List.of(all, turned));
    return graph.reshape(name, sum, 1, channels, tokens, 1);
  }

  /** Upper left, lower left, upper right, lower right: column parity before row parity. */
  private String spaceToDepth(String name, String input, Shape in) {
    long height = in.height() / 2;
    long width = in.width() / 2;
    String squares = graph.reshape(name + ".squares", input, 1, in.channels(), height, 2, width, 2);
    String turned = graph.transpose(name + ".turned", squares, 0, 5, 3, 1, 2, 4);
    return graph.reshape(name, turned, 1, 4L * in.channels(), height, width);
  }
}
