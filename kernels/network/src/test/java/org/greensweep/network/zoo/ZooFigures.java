package org.greensweep.network.zoo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.greensweep.network.Layer;
import org.greensweep.network.Network;
import org.greensweep.network.PrecisionPlans;

/** The figures of zoo-golden.csv, computed. */
final class ZooFigures {
  private ZooFigures() {}

  static BigDecimal compute(Network network, String figure) {
    long binaryMacs = network.binaryMultiplyAccumulates();
    return switch (figure) {
      case "parameters" -> BigDecimal.valueOf(network.parameters());
      case "parameters_and_statistics" ->
          BigDecimal.valueOf(network.parameters() + 2 * normalizedChannels(network));
      case "macs" -> BigDecimal.valueOf(network.multiplyAccumulates());
      case "gmacs" -> BigDecimal.valueOf(network.multiplyAccumulates(), 9);
      case "mmacs" -> BigDecimal.valueOf(network.multiplyAccumulates(), 6);
      case "binary_gmacs" -> BigDecimal.valueOf(binaryMacs, 9);
      case "fp_mmacs" -> BigDecimal.valueOf(network.multiplyAccumulates() - binaryMacs, 6);
      case "binary_weights" -> BigDecimal.valueOf(weights(network, Layer.WeightKind.BINARY));
      case "fp_weights" ->
          BigDecimal.valueOf(
              network.parameters()
                  - weights(network, Layer.WeightKind.BINARY)
                  - 2 * normalizedChannels(network));
      case "normalized_channels" -> BigDecimal.valueOf(normalizedChannels(network));
      case "model_mib" -> mebibytes(network, "binary");
      case "fp32_mib" -> mebibytes(network, "fp32");
      default -> throw new IllegalArgumentException("zoo-golden.csv has no figure " + figure);
    };
  }

  /** The computed figure at as many digits as {@code published} prints. */
  static BigDecimal compute(Network network, String figure, BigDecimal published) {
    return compute(network, figure).setScale(published.scale(), RoundingMode.HALF_UP);
  }

  private static BigDecimal mebibytes(Network network, String plan) {
    return BigDecimal.valueOf(PrecisionPlans.of(plan, network).modelBytes(network))
        .divide(BigDecimal.valueOf(1 << 20), 9, RoundingMode.HALF_UP);
  }

  private static long weights(Network network, Layer.WeightKind kind) {
    return network.nodes().stream()
        .map(node -> node.layer())
        .filter(layer -> layer.weightKind() == kind)
        .mapToLong(Layer::weightCount)
        .sum();
  }

  private static long normalizedChannels(Network network) {
    return network.nodes().stream()
        .filter(node -> node.layer() instanceof Layer.BatchNormalization)
        .mapToLong(node -> node.output().channels())
        .sum();
  }
}
