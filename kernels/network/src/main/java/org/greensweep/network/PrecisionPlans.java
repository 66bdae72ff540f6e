package org.greensweep.network;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The precision plans known by name: what each layer of a network computes with.
 *
 * <ul>
 *   <li>{@code fp32}: every layer in fp32; a layer that is binary by its architecture holds the
 *       same -1 and +1 in fp32.
 *   <li>{@code int8}: every convolution and dense layer in int8 (-1 and +1 held in int8 where the
 *       architecture is binary).
 *   <li>{@code binary}: what the literature on binary networks means by it (Rastegari 2016; Liu
 *       2018; Bethge 2019). A network that is binary by architecture keeps its real-valued layers
 *       (stem, transitions, shortcuts, classifier) in fp32, and the real inputs of a binary layer
 *       that no sign precedes. In any other network the first and the last layer, depthwise
 *       convolutions, and 1 x 1 convolutions on a shortcut stay in fp32; every other convolution
 *       and dense layer gets binary weights and activations.
 * </ul>
 *
 * <p>Layers without multiply-accumulates (batch norms, pools, additions ...) stay in fp32 in every
 * plan.
 *
 * <p>A layer that the plan makes binary though its architecture is not computes {@code scale[o] *
 * dot(sign(input), sign(weights[o])) + bias[o]}, where {@code scale[o]} is the mean of {@code
 * |weights|} of output channel {@code o} (Rastegari 2016, equation 6) and {@code sign(0) = +1}; its
 * zero padding becomes +1, the sign of the zero that it replaces.
 */
public final class PrecisionPlans {
  private static final LayerPrecision FP32 = LayerPrecision.FP32;

  private PrecisionPlans() {}

  public static List<String> names() {
    return List.of("fp32", "int8", "binary");
  }

  /** The plan {@code name} for {@code network}; an unknown name is a {@link UserError}. */
  public static PrecisionPlan of(String name, Network network) {
    return switch (name) {
      case "fp32" -> plan(name, network, node -> FP32);
      case "int8" ->
          plan(name, network, node -> multiplies(network, node) ? LayerPrecision.INT8 : FP32);
      case "binary" -> plan(name, network, binary(network));
      default ->
          throw new UserError(
              "Unknown precision " + name + "; valid are " + String.join(", ", names()));
    };
  }

  private static PrecisionPlan plan(
      String name, Network network, IntFunction<LayerPrecision> precision) {
    int size = network.nodes().size();
    return new PrecisionPlan(name, IntStream.range(0, size).mapToObj(precision).toList());
  }

  private static IntFunction<LayerPrecision> binary(Network network) {
    if (network.nodes().stream().anyMatch(node -> isBinary(node.layer()))) {
      return node -> byArchitecture(network, node);
    }
    int[] multiplying =
        IntStream.range(0, network.nodes().size())
            .filter(node -> multiplies(network, node))
            .toArray();
    return node ->
        multiplies(network, node)
                && node != multiplying[0]
                && node != multiplying[multiplying.length - 1]
                && !isDepthwise(network.nodes().get(node).layer())
                && !Branches.isProjection(network, node)
                && !Branches.isGate(network, node)
            ? LayerPrecision.BINARY
            : FP32;
  }

  private static LayerPrecision byArchitecture(Network network, int index) {
    Node node = network.nodes().get(index);
    if (!isBinary(node.layer())) {
      return FP32;
    }
    Layer source = network.nodes().get(node.inputs().get(0)).layer();
    boolean sign =
        source.single() instanceof Layer.Activation activation
            && activation.function() == Layer.Function.SIGN;
    return sign ? LayerPrecision.BINARY : LayerPrecision.BINARY_WEIGHTS;
  }

  /**
   * Whether a node has weights that multiply in any format; transposed convolutions stay in fp32.
   */
  private static boolean multiplies(Network network, int node) {
    Layer layer = network.nodes().get(node).layer();
    return layer instanceof Layer.Convolution || layer instanceof Layer.Dense;
  }

  private static boolean isBinary(Layer layer) {
    return layer.weightKind() == Layer.WeightKind.BINARY;
  }

  private static boolean isDepthwise(Layer layer) {
    return layer.single() instanceof Layer.Convolution convolution && convolution.isDepthwise();
  }
}
