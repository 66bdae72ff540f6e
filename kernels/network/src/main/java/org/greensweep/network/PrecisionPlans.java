package org.greensweep.network;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The precision plans known by name: what each layer of a network computes with. A name is a {@link
 * LayerPrecision}: a number format, or widths such as {@code w2a8}.
 *
 * <ul>
 *   <li>A plan of 8 bits or more holds every convolution and dense layer in its formats.
 *   <li>A plan with fewer bits keeps the first and the last layer, as the literature on low bits
 *       does: in the format of its activations if that has 8 bits or more, else in int8 (Esser
 *       2019, "LSQ").
 *   <li>A plan with 1-bit weights is what the literature on binary networks means (Rastegari 2016;
 *       Liu 2018; Bethge 2019): the first and the last layer, depthwise convolutions, 1 x 1
 *       convolutions on a shortcut and the layers of squeeze-and-excitation gates stay in fp32.
 *   <li>A layer that is binary by architecture holds the same -1 and +1 in any format of 8 bits or
 *       more, and is 1 bit in plans of fewer; real layers of a network that has such layers stay in
 *       fp32 in the plan {@code binary}, as do the real inputs of a binary layer that no sign
 *       precedes.
 * </ul>
 *
 * <p>Layers without weights (attention's products, batch norms, pools, additions ...) stay in fp32
 * in every plan.
 *
 * <p>A layer that the plan makes binary though its architecture is not computes {@code scale[o] *
 * dot(sign(input), sign(weights[o])) + bias[o]}, where {@code scale[o]} is the mean of {@code
 * |weights|} of output channel {@code o} (Rastegari 2016, equation 6) and {@code sign(0) = +1}; its
 * zero padding becomes +1, the sign of the zero that it replaces.
 */
public final class PrecisionPlans {
  /**
   * The plan that the network itself says: layers behind a QuantizeLinear to 8 bits and its
   * DequantizeLinear in int8, those that are binary by architecture in 1 bit, all others in fp32.
   */
  public static final String AS_STORED = "as-stored";

  private static final LayerPrecision FP32 = LayerPrecision.FP32;
  private static final int BYTE_BITS = 8;

  private PrecisionPlans() {}

  /**
   * The names of plans that use one format, and {@link #AS_STORED}; {@link
   * LayerPrecision#of(String)} knows more.
   */
  public static List<String> names() {
    return Stream.concat(NumberFormat.ids().stream(), Stream.of(AS_STORED)).toList();
  }

  /** {@link #AS_STORED}: int8 behind a DequantizeLinear, 1 bit where binary, fp32 elsewhere. */
  private static PrecisionPlan asStored(Network network) {
    List<LayerPrecision> layers =
        IntStream.range(0, network.nodes().size())
            .mapToObj(
                node ->
                    !multiplies(network, node)
                        ? FP32
                        : isBinary(network.nodes().get(node).layer())
                            ? binaryLayer(network, node, LayerPrecision.BINARY)
                            : isDequantized(network, network.nodes().get(node).inputs().get(0))
                                ? LayerPrecision.INT8
                                : FP32)
            .toList();
    return new PrecisionPlan(AS_STORED, layers, Calibration.MIN_MAX);
  }

  /** Whether the value of {@code node} was quantized to a byte before; views and padding apart. */
  private static boolean isDequantized(Network network, int node) {
    Layer layer = network.nodes().get(node).layer();
    if (layer instanceof Flatten || layer instanceof Reshape || layer instanceof PadAxes) {
      return isDequantized(network, network.nodes().get(node).inputs().get(0));
    }
    return layer instanceof Elementwise elementwise
        && elementwise.operation() == Elementwise.Operation.DEQUANTIZE
        && network.nodes().get(network.nodes().get(node).inputs().get(0)).layer()
            instanceof Layer.Activation codes
        && codes.function() == Layer.Function.CLIP
        && codes.b() - codes.a() == 255;
  }

  /** Whether {@link #of} takes {@code name}. */
  public static boolean isKnown(String name) {
    return names().contains(name) || LayerPrecision.isWidths(name);
  }

  /** The plan {@code name} for {@code network}; an unknown name is a {@link UserError}. */
  public static PrecisionPlan of(String name, Network network) {
    if (name.equals(AS_STORED)) {
      return asStored(network);
    }
    LayerPrecision wanted = LayerPrecision.of(name);
    boolean binaryNetwork = network.nodes().stream().anyMatch(node -> isBinary(node.layer()));
    int[] multiplying =
        IntStream.range(0, network.nodes().size())
            .filter(node -> multiplies(network, node))
            .toArray();
    IntFunction<LayerPrecision> precision =
        node -> {
          if (!multiplies(network, node)) {
            return FP32;
          }
          if (isBinary(network.nodes().get(node).layer())) {
            return binaryLayer(network, node, wanted);
          }
          boolean edge = node == multiplying[0] || node == multiplying[multiplying.length - 1];
          return realLayer(network, node, wanted, edge, binaryNetwork);
        };
    List<LayerPrecision> layers =
        IntStream.range(0, network.nodes().size()).mapToObj(precision).toList();
    return new PrecisionPlan(name, layers, Calibration.MIN_MAX);
  }

  private static LayerPrecision realLayer(
      Network network, int node, LayerPrecision wanted, boolean edge, boolean binaryNetwork) {
    if (wanted.weights() == NumberFormat.BINARY) {
      boolean kept =
          edge
              || binaryNetwork
              || isDepthwise(network.nodes().get(node).layer())
              || Branches.isProjection(network, node)
              || Branches.isGate(network, node);
      return kept ? FP32 : wanted;
    }
    boolean narrow = wanted.weights().bits() < BYTE_BITS || wanted.activations().bits() < BYTE_BITS;
    if (!narrow || !edge) {
      return wanted;
    }
    return wanted.activations().bits() < BYTE_BITS
        ? LayerPrecision.INT8
        : LayerPrecision.of(wanted.activations(), wanted.activations());
  }

  private static LayerPrecision binaryLayer(Network network, int node, LayerPrecision wanted) {
    if (wanted.weights().bits() >= BYTE_BITS && wanted.activations().bits() >= BYTE_BITS) {
      return wanted;
    }
    Layer source = network.nodes().get(network.nodes().get(node).inputs().get(0)).layer();
    boolean sign =
        source.single() instanceof Layer.Activation activation
            && activation.function() == Layer.Function.SIGN;
    NumberFormat inputs =
        wanted.activations().bits() < BYTE_BITS ? NumberFormat.FP32 : wanted.activations();
    return sign ? LayerPrecision.BINARY : LayerPrecision.of(NumberFormat.BINARY, inputs);
  }

  /**
   * Whether a node has weights that multiply in any format; transposed convolutions stay in fp32.
   */
  private static boolean multiplies(Network network, int node) {
    Layer layer = network.nodes().get(node).layer().single();
    return layer instanceof Layer.Convolution || layer instanceof Layer.Dense;
  }

  private static boolean isBinary(Layer layer) {
    return layer.weightKind() == Layer.WeightKind.BINARY;
  }

  private static boolean isDepthwise(Layer layer) {
    return layer.single() instanceof Layer.Convolution convolution && convolution.isDepthwise();
  }
}
