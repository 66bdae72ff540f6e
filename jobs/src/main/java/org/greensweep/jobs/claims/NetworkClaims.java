package org.greensweep.jobs.claims;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.greensweep.catalog.claims.ClaimLedger;
import org.greensweep.catalog.claims.Recomputation;
import org.greensweep.network.Network;
import org.greensweep.network.NetworkProfile;
import org.greensweep.network.PrecisionPlans;
import org.greensweep.network.zoo.Zoo;

/** Claims about networks: sizes, parameters and operations of the zoo as it is built. */
public final class NetworkClaims {
  private static final double MEGA = 1e6;
  private static final double GIGA = 1e9;
  private static final double BYTES_PER_MEBIBYTE = 1 << 20;

  /** Two operands and a partial sum read, a partial sum written. */
  private static final int ACCESSES_PER_MAC = 4;

  private NetworkClaims() {}

  /** How to recompute which claim of the ledger. */
  public static Map<String, Supplier<Recomputation>> recomputations() {
    return Map.of(
        "resnet152-size", NetworkClaims::resNet152Size,
        "resnet152-macs", NetworkClaims::resNet152Macs,
        "binarydensenet-size", NetworkClaims::binaryDenseNetSizes,
        "meliusnet-size", NetworkClaims::meliusNetSizes,
        "selvan-params", NetworkClaims::selvanParameters,
        "alexnet-macs", NetworkClaims::alexNetMacs,
        "mac-share", NetworkClaims::macShare);
  }

  private static Recomputation resNet152Size() {
    Network network = published("resnet-152");
    double bytes = PrecisionPlans.of("fp32", network).modelBytes(network);
    return Recomputation.of("Decimal megabytes of fp32 weights.", bytes / MEGA);
  }

  private static Recomputation resNet152Macs() {
    return Recomputation.of(
        "These are multiply-accumulates, of the version with the stride in the 1x1 convolution; today's usual version needs %.2f G."
            .formatted(published("resnet-152").multiplyAccumulates() / GIGA),
        published("resnet-152-v1").multiplyAccumulates() / GIGA);
  }

  private static Recomputation binaryDenseNetSizes() {
    return Recomputation.of(
        "", binaryMebibytes("binarydensenet-28", "binarydensenet-37", "binarydensenet-45"));
  }

  private static Recomputation meliusNetSizes() {
    return Recomputation.of(
        "", binaryMebibytes("meliusnet-22", "meliusnet-29", "meliusnet-42", "meliusnet-59"));
  }

  private static double[] binaryMebibytes(String... names) {
    return Arrays.stream(names)
        .map(NetworkClaims::published)
        .mapToDouble(
            network ->
                PrecisionPlans.of("binary", network).modelBytes(network) / BYTES_PER_MEBIBYTE)
        .toArray();
  }

  /**
   * One input channel, one logit, 256 pixels, as the study trained them; printed to a tenth of a
   * million.
   */
  private static Recomputation selvanParameters() {
    List<Double> printed = ClaimLedger.load().of("selvan-params").publishedNumbers();
    double[] millions =
        Stream.of("densenet-121", "swin-v2-b", "vit-b-32-plus", "mlp", "efficientnet-v2-rw-m")
            .mapToDouble(name -> Zoo.network(name, 256, 1, 1).parameters() / MEGA)
            .toArray();
    boolean printAlike =
        IntStream.range(0, millions.length)
            .allMatch(at -> Math.round(10 * millions[at]) == Math.round(10 * printed.get(at)));
    return Recomputation.judged(
        printAlike,
        "Compared as printed, to a tenth of a million: at 6.9 that is coarser than the ledger's 0.5 %. The EfficientNet is V2-rw-m:"
            + " no other variant has this count.",
        millions);
  }

  private static Recomputation alexNetMacs() {
    double macs = published("alexnet-227").multiplyAccumulates() / GIGA;
    return Recomputation.of(
        "Without any reuse, at %d accesses for each multiply-accumulate."
            .formatted(ACCESSES_PER_MAC),
        macs,
        ACCESSES_PER_MAC * macs);
  }

  /** A multiply-accumulate is two operations, an elementwise operation one. */
  private static Recomputation macShare() {
    double lowest = 100;
    String of = "";
    for (String name : Zoo.names()) {
      Network network = published(name);
      NetworkProfile profile = NetworkProfile.of(network, PrecisionPlans.of("fp32", network));
      double macs = 2.0 * network.multiplyAccumulates();
      double share = 100 * macs / (macs + profile.elementwiseOperations());
      if (share < lowest) {
        lowest = share;
        of = name;
      }
    }
    return Recomputation.judged(
        lowest > 90,
        "The smallest share among the zoo's %d networks, that of %s; operations are not energy."
            .formatted(Zoo.names().size(), of),
        lowest);
  }

  private static Network published(String name) {
    return Zoo.network(name, Zoo.defaultResolution(name));
  }
}
