package org.greensweep.network.onnx;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.greensweep.network.Layer;
import org.greensweep.network.Node;
import org.greensweep.network.PadAxes;
import org.greensweep.network.Shape;
import org.greensweep.network.TransposedConvolution;
import org.greensweep.network.UserError;
import org.greensweep.network.Window;
import org.greensweep.network.parameters.Role;
import org.greensweep.network.tensor.Values;
import org.jspecify.annotations.Nullable;

/** Convolutions and transposed convolutions, padding and signs before them included. */
final class ConvolutionOperators {
  private ConvolutionOperators() {}

  static void register(Map<String, Operator> operators) {
    operators.put("Conv", ConvolutionOperators::convolution);
    operators.put("ConvTranspose", ConvolutionOperators::transposed);
  }

  private static void convolution(OnnxNode node, GraphBuilder graph) {
    ConstantTensor bias = graph.optionalConstant(node, 2);
    Value output =
        convolution(node, graph, graph.input(node, 0), weights(graph.input(node, 1)), bias);
    graph.define(node.output(), output);
  }

  private static ConstantTensor weights(Value value) {
    if (value.constant() == null) {
      throw new UnsupportedException("with weights that are computed while the network runs");
    }
    return value.constant();
  }

  /** A convolution of real values, whatever the file stores. */
  static Value convolution(
      OnnxNode node,
      GraphBuilder graph,
      Value input,
      ConstantTensor weights,
      @Nullable ConstantTensor bias) {
    int axes = input.rank() - 2;
    Value map = Windows.map(input, graph);
    Kernel kernel = Kernel.of(node, weights, axes);
    Window window = Windows.of(node, axes, kernel.extents(), map);
    int groups = node.smallInteger("group", 1);
    Layer.Convolution layer =
        new Layer.Convolution(
            Math.multiplyExact(kernel.second(), groups),
            kernel.first(),
            groups,
            window,
            bias != null,
            Layer.WeightKind.REAL,
            0);
    checkBias(bias, kernel.first());
    Folded folded = signed(graph, layer, map, kernel.weights());
    List<Integer> dims = dims(folded.layer(), graph.shape(folded.input()));
    Value output =
        graph.add(
            folded.layer(),
            List.of(folded.input()),
            roles(kernel.weights(), bias),
            ElementType.FLOAT,
            dims);
    return Windows.restore(output, input, graph);
  }

  private static List<Integer> dims(Layer layer, Shape input) {
    Shape output = layer.output(List.of(input));
    return List.of(1, output.channels(), output.height(), output.width());
  }

  static Map<Role, ConstantTensor> roles(ConstantTensor weights, @Nullable ConstantTensor bias) {
    Map<Role, ConstantTensor> roles = new EnumMap<>(Role.class);
    roles.put(Role.WEIGHTS, weights);
    if (bias != null) {
      roles.put(Role.BIAS, bias);
    }
    return roles;
  }

  private static void checkBias(@Nullable ConstantTensor bias, int channels) {
    if (bias != null && bias.elements() != channels) {
      throw new UserError("bias of " + bias.dims() + " for " + channels + " output channels");
    }
  }

  private record Folded(Layer.Convolution layer, Value input) {}

  /**
   * Takes a padding before the convolution into its window. Behind a sign, weights of -1 and +1
   * make a binary convolution, whose sign of 0 is +1.
   */
  private static Folded signed(
      GraphBuilder graph, Layer.Convolution layer, Value map, ConstantTensor weights) {
    Node before = graph.nodes().get(graph.node(map));
    Window window = layer.window();
    Value input = map;
    double padValue = 0;
    if (before.layer() instanceof PadAxes pad
        && pad.mode() == PadAxes.Mode.CONSTANT
        && isSpatial(pad)
        && (!hasPadding(window) || pad.value() == 0)) {
      window = padded(window, pad);
      padValue = pad.value();
      input = graph.made(before.inputs().get(0), map.type(), pad.source().extents());
    }
    Node source = graph.nodes().get(graph.node(input));
    boolean sign =
        source.layer() instanceof Layer.Activation activation
            && (activation.function() == Layer.Function.SIGNUM
                || activation.function() == Layer.Function.SIGN);
    if (sign && Math.abs(padValue) <= 1 && padValue == Math.rint(padValue) && isBinary(weights)) {
      Value real = graph.made(source.inputs().get(0), input.type(), input.dims());
      Value signs = graph.activation(Layer.Function.SIGN, 0, 0, real, ElementType.FLOAT);
      return new Folded(with(layer, window, Layer.WeightKind.BINARY, (int) padValue), signs);
    }
    return padValue == 0
        ? new Folded(with(layer, window, Layer.WeightKind.REAL, 0), input)
        : new Folded(layer, map);
  }

  private static Layer.Convolution with(
      Layer.Convolution layer, Window window, Layer.WeightKind kind, int padValue) {
    return new Layer.Convolution(
        layer.inputChannels(),
        layer.outputChannels(),
        layer.groups(),
        window,
        layer.bias(),
        kind,
        padValue);
  }

  private static boolean hasPadding(Window window) {
    return window.padTop() + window.padLeft() + window.padBottom() + window.padRight() > 0;
  }

  private static boolean isSpatial(PadAxes pad) {
    List<Integer> before = pad.before();
    List<Integer> after = pad.after();
    return before.size() == 4
        && before.subList(0, 2).equals(List.of(0, 0))
        && after.subList(0, 2).equals(List.of(0, 0))
        && before.stream().allMatch(extent -> extent >= 0)
        && after.stream().allMatch(extent -> extent >= 0);
  }

  private static Window padded(Window window, PadAxes pad) {
    return new Window(
        window.kernelHeight(),
        window.kernelWidth(),
        window.strideHeight(),
        window.strideWidth(),
        window.dilationHeight(),
        window.dilationWidth(),
        window.padTop() + pad.before().get(2),
        window.padLeft() + pad.before().get(3),
        window.padBottom() + pad.after().get(2),
        window.padRight() + pad.after().get(3));
  }

  /** Whether every weight is -1 or +1. */
  static boolean isBinary(ConstantTensor weights) {
    Values values = weights.values();
    for (int i = 0; i < values.length(); i++) {
      if (Math.abs(values.get(i)) != 1) {
        return false;
      }
    }
    return true;
  }

  private static void transposed(OnnxNode node, GraphBuilder graph) {
    Value input = graph.input(node, 0);
    ConstantTensor bias = graph.optionalConstant(node, 2);
    int axes = input.rank() - 2;
    Value map = Windows.map(input, graph);
    Kernel kernel = Kernel.of(node, weights(graph.input(node, 1)), axes);
    int groups = node.smallInteger("group", 1);
    List<Integer> extra = Windows.two(node.integers("output_padding", axes, 0), 0);
    TransposedConvolution layer =
        new TransposedConvolution(
            kernel.first(),
            Math.multiplyExact(kernel.second(), groups),
            groups,
            transposedWindow(node, axes, kernel.extents(), extra, map),
            extra.get(0),
            extra.get(1),
            bias != null);
    checkBias(bias, layer.outputChannels());
    Value output =
        graph.add(
            layer,
            List.of(map),
            roles(kernel.weights(), bias),
            ElementType.FLOAT,
            dims(layer, graph.shape(map)));
    graph.define(node.output(), Windows.restore(output, input, graph));
  }

  /** Padding follows from the output's extents where the file gives those, or asks for "same". */
  private static Window transposedWindow(
      OnnxNode node, int axes, List<Integer> kernel, List<Integer> extra, Value map) {
    List<Integer> strides = Windows.two(node.integers("strides", axes, 1), 1);
    List<Integer> dilations = Windows.two(node.integers("dilations", axes, 1), 1);
    String automatic = node.text("auto_pad", "NOTSET");
    if (!node.has("output_shape") && !automatic.startsWith("SAME_")) {
      return Windows.window(kernel, strides, dilations, Windows.pads(node, axes));
    }
    List<Integer> outputs = Windows.two(node.integers("output_shape", axes, 0), 1);
    int[] pads = new int[4];
    for (int axis = 0; axis < 2; axis++) {
      int size = map.dim(2 + axis);
      int output =
          node.has("output_shape")
              ? outputs.get(axis)
              : Math.multiplyExact(size, strides.get(axis));
      long extent = (kernel.get(axis) - 1L) * dilations.get(axis) + 1;
      long total = (size - 1L) * strides.get(axis) + extra.get(axis) + extent - output;
      if (total < 0 || total > Short.MAX_VALUE) {
        throw new UserError(
            "output_shape "
                + outputs
                + " is out of reach of kernel and stride; at most "
                + (total + output)
                + " elements are made");
      }
      int less = (int) (total / 2);
      boolean upper = automatic.equals("SAME_UPPER");
      pads[axis] = upper ? less : (int) total - less;
      pads[2 + axis] = (int) total - pads[axis];
    }
    return Windows.window(kernel, strides, dilations, List.of(pads[0], pads[1], pads[2], pads[3]));
  }

  /** Weights as {@code first x second x height x width}. */
  private record Kernel(ConstantTensor weights, int first, int second, List<Integer> extents) {
    static Kernel of(OnnxNode node, ConstantTensor weights, int axes) {
      List<Integer> dims = weights.dims();
      if (!weights.type().isReal()) {
        throw new UserError("weights are of type " + weights.type() + "; they must be real");
      }
      if (dims.size() != axes + 2 || dims.contains(0)) {
        throw new UserError("weights of " + dims + " for an input of " + axes + " spatial axes");
      }
      List<Integer> extents = dims.subList(2, dims.size());
      List<Long> declared = node.integers("kernel_shape");
      if (declared != null && !declared.equals(extents.stream().map(Integer::longValue).toList())) {
        throw new UserError("attribute kernel_shape is " + declared + " but weights are " + dims);
      }
      return new Kernel(weights, dims.get(0), dims.get(1), Windows.two(extents, 1));
    }
  }
}
