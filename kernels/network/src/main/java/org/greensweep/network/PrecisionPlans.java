package org.greensweep.network;

import java.util.List;
import java.util.function.IntPredicate;
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
 *       (stem, transitions, shortcuts, classifier) in fp32. In any other network the first and the
 *       last layer, depthwise convolutions, and 1 x 1 convolutions on a shortcut stay in fp32;
 *       every other convolution and dense layer gets binary weights and activations.
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
  private PrecisionPlans() {}

  public static List<String> names() {
    return List.of("fp32", "int8", "binary");
  }

  /** The plan {@code name} for {@code network}; an unknown name is a {@link UserError}. */
  public static PrecisionPlan of(String name, Network network) {
    return switch (name) {
      case "fp32" -> plan(name, network, LayerPrecision.FP32, node -> false);
      case "int8" -> plan(name, network, LayerPrecision.INT8, node -> isMac(network, node));
      case "binary" -> plan(name, network, LayerPrecision.BINARY, binarized(network));
      default ->
          throw new UserError(
              "Unknown precision " + name + "; valid are " + String.join(", ", names()));
    };
  }

  private static PrecisionPlan plan(
      String name, Network network, LayerPrecision low, IntPredicate lowered) {
    return new PrecisionPlan(
        name,
        IntStream.range(0, network.nodes().size())
            .mapToObj(node -> lowered.test(node) ? low : LayerPrecision.FP32)
            .toList());
  }

  private static IntPredicate binarized(Network network) {
    if (network.nodes().stream().anyMatch(node -> isBinary(node.layer()))) {
      return node -> isBinary(network.nodes().get(node).layer());
    }
    int[] macs =
        IntStream.range(0, network.nodes().size()).filter(node -> isMac(network, node)).toArray();
    return node ->
        isMac(network, node)
            && node != macs[0]
            && node != macs[macs.length - 1]
            && !isDepthwise(network.nodes().get(node).layer())
            && !Shortcuts.isProjection(network, node);
  }

  private static boolean isMac(Network network, int node) {
    return network.nodes().get(node).multiplyAccumulates() > 0;
  }

  private static boolean isBinary(Layer layer) {
    return layer.weightKind() == Layer.WeightKind.BINARY;
  }

  private static boolean isDepthwise(Layer layer) {
    return layer instanceof Layer.Convolution convolution && convolution.isDepthwise();
  }
}
