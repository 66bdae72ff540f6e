package org.greensweep.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * What one inference of a network takes under a precision plan, layer by layer: work, weights,
 * traffic and memory. Pure arithmetic over shapes; nothing runs.
 */
public record NetworkProfile(String network, String precision, List<LayerProfile> layers) {
  public NetworkProfile {
    layers = List.copyOf(layers);
  }

  /** Profiles {@code network}; a plan of another network is a {@link UserError}. */
  public static NetworkProfile of(Network network, PrecisionPlan plan) {
    plan.checkFits(network);
    ActivationMemory memory = new ActivationMemory(network, plan);
    long[] live = memory.live();
    List<LayerProfile> layers = new ArrayList<>();
    for (int index = 0; index < network.nodes().size(); index++) {
      Node node = network.nodes().get(index);
      Layer layer = node.layer();
      LayerPrecision precision = plan.of(index);
      long macs = node.multiplyAccumulates();
      layers.add(
          new LayerProfile(
              node.name(),
              type(layer),
              network.inputShapes(node),
              node.output(),
              precision,
              layer.parameters(),
              macs,
              precision.weights() == NumberFormat.BINARY ? macs : 0,
              ElementwiseOperations.of(network, node),
              plan.weightBytes(index, layer),
              memory.inputBytes(index),
              memory.outputBytes(index),
              live[index]));
    }
    return new NetworkProfile(network.name(), plan.name(), layers);
  }

  /** The operator in words. */
  public static String type(Layer layer) {
    if (layer instanceof PerPatch each) {
      return type(each.layer()) + " per patch";
    }
    if (layer instanceof Layer.Activation activation) {
      return words(activation.function());
    }
    if (layer instanceof Elementwise elementwise) {
      return words(elementwise.operation());
    }
    if (layer instanceof Reduce reduce) {
      return "reduce " + words(reduce.operation());
    }
    if (layer instanceof Rearrange rearrange) {
      return words(rearrange.kind());
    }
    String binary = layer.weightKind() == Layer.WeightKind.BINARY ? "binary " : "";
    if (layer instanceof Layer.Convolution convolution && convolution.groups() > 1) {
      return binary + (convolution.isDepthwise() ? "depthwise" : "grouped") + " convolution";
    }
    String words = layer.getClass().getSimpleName().replaceAll("(?<=.)(?=[A-Z])", " ");
    return binary + words.toLowerCase(Locale.ROOT);
  }

  private static String words(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  public long parameters() {
    return total(LayerProfile::parameters);
  }

  public long multiplyAccumulates() {
    return total(LayerProfile::multiplyAccumulates);
  }

  /** Multiply-accumulates that the plan runs with binary weights. */
  public long binaryMultiplyAccumulates() {
    return total(LayerProfile::binaryMultiplyAccumulates);
  }

  public long elementwiseOperations() {
    return total(LayerProfile::elementwiseOperations);
  }

  /** Equals {@link PrecisionPlan#modelBytes}. */
  public long weightBytes() {
    return total(LayerProfile::weightBytes);
  }

  /** Most bytes of activations live at once. */
  public long peakActivationBytes() {
    return layers.stream().mapToLong(LayerProfile::liveActivationBytes).max().orElse(0);
  }

  /** Bytes read and written when nothing stays in a cache between layers. */
  public long trafficBytes() {
    return total(LayerProfile::trafficBytes);
  }

  /**
   * Operations per byte of traffic, a multiply-accumulate being two operations (Williams 2009,
   * "Roofline").
   */
  public double arithmeticIntensity() {
    return (double) total(LayerProfile::operations) / trafficBytes();
  }

  private long total(ToLongFunction<LayerProfile> figure) {
    return layers.stream().mapToLong(figure).reduce(0, Math::addExact);
  }
}
