package org.greensweep.network.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.WeightKind;
import org.greensweep.network.LayerPrecision;
import org.greensweep.network.Network;
import org.greensweep.network.Node;
import org.greensweep.network.NumberFormat;
import org.greensweep.network.PrecisionPlan;
import org.greensweep.network.Shape;
import org.greensweep.network.Window;
import org.greensweep.network.parameters.Affine;
import org.greensweep.network.parameters.ParameterShapes;
import org.greensweep.network.parameters.Role;
import org.greensweep.network.quantization.ActivationRanges;
import org.greensweep.network.quantization.QuantizedWeights;
import org.greensweep.network.quantization.TensorQuantization;

/** Convolutions and dense layers in the formats of their plan. */
final class OnnxWriterProducts {
  private record Held(int node, NumberFormat format) {}

  private final OnnxWriter writer;
  private final OnnxWriterGraph graph;
  private final PrecisionPlan plan;
  private final ActivationRanges ranges;
  private final Map<Held, String> held = new HashMap<>();
  private final Map<Integer, List<Integer>> normalizations = new HashMap<>();
  private final Set<Integer> folded = new HashSet<>();

  OnnxWriterProducts(OnnxWriter writer, PrecisionPlan plan, ActivationRanges ranges) {
    this.writer = writer;
    this.graph = writer.graph();
    this.plan = plan;
    this.ranges = ranges;
    Network network = writer.network();
    for (int node = 0; node < network.nodes().size(); node++) {
      Layer layer = network.nodes().get(node).layer().single();
      boolean multiplies = layer instanceof Layer.Convolution || layer instanceof Layer.Dense;
      if (multiplies && !isPlain(plan.of(node))) {
        List<Integer> behind = normalizationsBehind(network, node);
        normalizations.put(node, behind);
        folded.addAll(behind);
      }
    }
  }

  private static boolean isPlain(LayerPrecision precision) {
    return precision.weights() == NumberFormat.FP32 && precision.activations() == NumberFormat.FP32;
  }

  /** Batch norms that read {@code node}, one behind the other, and nothing else does. */
  private static List<Integer> normalizationsBehind(Network network, int node) {
    List<Integer> behind = new ArrayList<>();
    int last = node;
    while (network.readers(last).size() == 1 && !network.outputs().contains(last)) {
      int reader = network.readers(last).get(0);
      if (!(network.nodes().get(reader).layer().single() instanceof Layer.BatchNormalization)) {
        break;
      }
      behind.add(reader);
      last = reader;
    }
    return behind;
  }

  /** Whether {@code node} is a batch norm that its layer takes in. */
  boolean isFolded(int node) {
    return folded.contains(node);
  }

  void write(int index, Node node) {
    LayerPrecision precision = plan.of(index);
    String input = input(node.inputs().get(0), precision.activations());
    List<Integer> behind = normalizations.getOrDefault(index, List.of());
    String output =
        precision.weights() == NumberFormat.BINARY
            ? binary(index, node, input, precision, behind)
            : real(index, node, input, precision, behind);
    writer.value(index, output);
    behind.forEach(normalization -> writer.value(normalization, output));
  }

  /** Real weights in their format, batch norms folded in. */
  private String real(
      int index, Node node, String input, LayerPrecision precision, List<Integer> behind) {
    float[] values = writer.parameters(index, Role.WEIGHTS);
    float[] bias = hasBias(node) ? writer.parameters(index, Role.BIAS) : new float[0];
    if (!behind.isEmpty()) {
      Affine affine = affine(node, behind);
      int outputs = node.output().channels();
      float[] before = bias.length == 0 ? new float[outputs] : bias;
      values = scaled(values, affine.scale());
      bias = new float[outputs];
      for (int i = 0; i < outputs; i++) {
        bias[i] = before[i] * affine.scale()[i] + affine.shift()[i];
      }
    }
    String weights = weights(node, precision.weights(), values, extents(node));
    return product(node, input, weights, bias, node.name(), padValue(node, precision));
  }

  /** Weights of -1 and +1; what follows is a factor and an offset per channel. */
  private String binary(
      int index, Node node, String input, LayerPrecision precision, List<Integer> behind) {
    float[] values = writer.parameters(index, Role.WEIGHTS);
    int outputs = node.output().channels();
    boolean real = node.layer().weightKind() == WeightKind.REAL;
    float[] scales =
        real
            ? QuantizedWeights.of(NumberFormat.BINARY, values, outputs).scales()
            : Affine.identity(outputs).scale();
    float[] signs = new float[values.length];
    for (int i = 0; i < signs.length; i++) {
      signs[i] = values[i] >= 0 ? 1 : -1;
    }
    float[] bias = hasBias(node) ? writer.parameters(index, Role.BIAS) : new float[outputs];
    Affine affine = new Affine(scales, bias).then(affine(node, behind));
    String weights = graph.floats(node.name() + ".weight", signs, extents(node));
    boolean bare = !real && !hasBias(node) && behind.isEmpty();
    String name = bare ? node.name() : node.name() + ".dot";
    String dot = product(node, input, weights, new float[0], name, padValue(node, precision));
    if (bare) {
      return dot;
    }
    long[] broadcast =
        node.output().rank() == 3 ? new long[] {outputs, 1, 1} : new long[] {outputs};
    String scale = graph.floats(node.name() + ".scale", affine.scale(), broadcast);
    String shift = graph.floats(node.name() + ".shift", affine.shift(), broadcast);
    String scaled = graph.add("Mul", node.name() + ".scaled", List.of(dot, scale));
    return graph.add("Add", node.name(), List.of(scaled, shift));
  }

  private Affine affine(Node node, List<Integer> behind) {
    Affine all = Affine.identity(node.output().channels());
    for (int normalization : behind) {
      all = all.then(Affine.of(writer.model(), normalization));
    }
    return all;
  }

  private static float[] scaled(float[] values, float[] factors) {
    float[] scaled = new float[values.length];
    int length = values.length / factors.length;
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = values[i] * factors[i / length];
    }
    return scaled;
  }

  private static boolean hasBias(Node node) {
    return ParameterShapes.of(node.layer()).containsKey(Role.BIAS);
  }

  private static long[] extents(Node node) {
    Shape shape = ParameterShapes.of(node.layer()).get(Role.WEIGHTS);
    if (shape == null) {
      throw new IllegalStateException("layer " + node.name() + " has no weights");
    }
    return shape.extents().stream().mapToLong(extent -> extent).toArray();
  }

  /** What padding holds: under a sign that the plan adds, a zero has become +1. */
  private static int padValue(Node node, LayerPrecision precision) {
    if (!(node.layer() instanceof Layer.Convolution convolution)) {
      return 0;
    }
    boolean added =
        precision.activations() == NumberFormat.BINARY
            && convolution.weightKind() == WeightKind.REAL;
    return added ? 1 : convolution.padValue();
  }

  private String product(
      Node node, String input, String weights, float[] bias, String name, int padValue) {
    List<String> inputs = new ArrayList<>(List.of(input, weights));
    if (bias.length > 0) {
      inputs.add(graph.floats(node.name() + ".bias", bias, bias.length));
    }
    if (!(node.layer() instanceof Layer.Convolution convolution)) {
      return graph.add("Gemm", name, inputs, OnnxWriterGraph.integer("transB", 1));
    }
    Window window = convolution.window();
    long[] pads = {window.padTop(), window.padLeft(), window.padBottom(), window.padRight()};
    boolean padded = pads[0] + pads[1] + pads[2] + pads[3] > 0;
    if (padded && padValue != 0) {
      String extents =
          graph.longs(node.name() + ".pads", 0, 0, pads[0], pads[1], 0, 0, pads[2], pads[3]);
      String value = graph.scalar(node.name() + ".pad_value", padValue);
      inputs.set(0, graph.add("Pad", node.name() + ".padded", List.of(input, extents, value)));
      pads = new long[4];
    }
    return graph.add(
        "Conv",
        name,
        inputs,
        OnnxWriterGraph.integers("kernel_shape", window.kernelHeight(), window.kernelWidth()),
        OnnxWriterGraph.integers("strides", window.strideHeight(), window.strideWidth()),
        OnnxWriterGraph.integers("dilations", window.dilationHeight(), window.dilationWidth()),
        OnnxWriterGraph.integers("pads", pads),
        OnnxWriterGraph.integer("group", convolution.groups()));
  }

  private String weights(Node node, NumberFormat format, float[] values, long[] extents) {
    String name = node.name() + ".weight";
    int outputs = node.output().channels();
    return switch (format) {
      case FP32 -> graph.floats(name, values, extents);
      case FP16, BF16 -> {
        String stored = graph.shorts(name + "." + format.id(), format, values, extents);
        yield cast(name, stored, NumberFormat.FP32);
      }
      case INT8, INT4, INT2, INT2_UNIFORM, TERNARY -> {
        QuantizedWeights quantized = QuantizedWeights.of(format, values, outputs);
        yield dequantized(name, format, quantized, extents);
      }
      case BINARY -> throw new IllegalArgumentException("binary weights are written apart");
    };
  }

  /** Levels that are no integers are held ten or three times as large, with smaller scales. */
  private String dequantized(
      String name, NumberFormat format, QuantizedWeights quantized, long[] extents) {
    int factor = format == NumberFormat.INT2 ? 10 : format == NumberFormat.INT2_UNIFORM ? 3 : 1;
    byte[] codes = new byte[quantized.codes().length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (byte) Math.round(factor * QuantizedWeights.level(format, quantized.codes()[i]));
    }
    float[] scales = new float[quantized.scales().length];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = quantized.scales()[i] / factor;
    }
    boolean nibbles = format == NumberFormat.INT4;
    String stored =
        nibbles
            ? graph.nibbles(name + ".int4", codes, extents)
            : graph.bytes(name + ".int8", codes, extents);
    String scale = graph.floats(name + ".scale", scales, scales.length);
    return graph.add(
        "DequantizeLinear", name, List.of(stored, scale), OnnxWriterGraph.integer("axis", 0));
  }

  /** The value of {@code node} as {@code format} holds it, in fp32. */
  private String input(int node, NumberFormat format) {
    String value = writer.value(node);
    if (format == NumberFormat.FP32) {
      return value;
    }
    Held key = new Held(node, format);
    String present = held.get(key);
    if (present == null) {
      present = rounded(node, value, format);
      held.put(key, present);
    }
    return present;
  }

  private String rounded(int node, String value, NumberFormat format) {
    String name = value + "." + format.id();
    return switch (format) {
      case FP32 -> value;
      case FP16, BF16 -> cast(name + ".fp32", cast(name, value, format), NumberFormat.FP32);
      case BINARY ->
          OnnxWriterMaps.isSign(writer.network().nodes().get(node).layer().single())
              ? value
              : OnnxWriterMaps.sign(graph, name, value);
      case INT8, INT4, INT2, INT2_UNIFORM, TERNARY -> quantized(node, value, name, format);
    };
  }

  private String quantized(int node, String value, String name, NumberFormat format) {
    TensorQuantization range = ranges.of(node, format);
    String clipped = value;
    if (format != NumberFormat.INT8) {
      // Bounds are whole steps: what is clipped to them and rounded is what saturates.
      float low = range.dequantize(TensorQuantization.lowest(format));
      float high = range.dequantize(TensorQuantization.highest(format));
      clipped =
          graph.add(
              "Clip",
              name + ".clipped",
              List.of(value, graph.scalar(name + ".low", low), graph.scalar(name + ".high", high)));
    }
    String scale = graph.scalar(name + ".scale", range.scale());
    String zero = graph.bytes(name + ".zero_point", new byte[] {(byte) range.zeroPoint()});
    String codes = graph.add("QuantizeLinear", name, List.of(clipped, scale, zero));
    return graph.add("DequantizeLinear", name + ".fp32", List.of(codes, scale, zero));
  }

  private String cast(String name, String value, NumberFormat format) {
    return graph.add(
        "Cast",
        name,
        value,
        OnnxWriterGraph.integer("to", OnnxWriterGraph.type(format).getNumber()));
  }
}
