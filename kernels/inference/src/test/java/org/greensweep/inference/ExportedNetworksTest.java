package org.greensweep.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.util.stream.Stream;
import org.greensweep.inference.onnx.ExportedRun;
import org.greensweep.network.Calibration;
import org.greensweep.network.Network;
import org.greensweep.network.PrecisionPlan;
import org.greensweep.network.PrecisionPlans;
import org.greensweep.network.parameters.Model;
import org.greensweep.network.quantization.ActivationRanges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Small networks of every layer, in every pair of formats, compute what ONNX Runtime computes. */
class ExportedNetworksTest {
  private static final long SEED = 13;

  /** Differences beyond it come from values that rounded to neighbouring codes. */
  private static final double TOLERANCE = 1e-4;

  /** Share of outputs within the tolerance; the rest are within a step of a wide format. */
  private static final double SHARE = 0.9;

  static Stream<Arguments> networksAndPrecisions() {
    return Stream.of(
            TinyNetworks.residual(),
            TinyNetworks.depthwise(),
            TinyNetworks.pools(3),
            TinyNetworks.grouped(),
            TinyNetworks.gated(),
            TinyNetworks.tokens(),
            TinyNetworks.patches())
        .flatMap(
            network ->
                Stream.of(
                        "fp32",
                        "fp16",
                        "bf16",
                        "int8",
                        "int4",
                        "int2",
                        "int2-uniform",
                        "ternary",
                        "binary",
                        "w2a8",
                        "w4a2",
                        "w4a16",
                        "w8a16",
                        "w1a32",
                        "w1a8",
                        "w8a1")
                    .map(precision -> Arguments.of(network, precision)));
  }

  @ParameterizedTest
  @MethodSource("networksAndPrecisions")
  void equalsOnnxRuntime(Network network, String precision) throws OrtException, IOException {
    float[][] both = run(network, PrecisionPlans.of(precision, network));
    float largest = 0;
    for (float value : both[1]) {
      largest = Math.max(largest, Math.abs(value));
    }
    int close = 0;
    for (int i = 0; i < both[0].length; i++) {
      close += Math.abs(both[0][i] - both[1][i]) <= TOLERANCE * largest ? 1 : 0;
    }
    assertThat((double) close / both[0].length)
        .as("%s %s seed %d", network.name(), precision, SEED)
        .isGreaterThanOrEqualTo(precision.equals("fp32") ? 1 : SHARE);
  }

  @Test
  void binaryLayersAreEqualToTheLastBit() throws OrtException, IOException {
    Network network = TinyNetworks.binary();
    float[][] both = run(network, PrecisionPlans.of("binary", network));
    assertThat(both[0]).containsExactly(both[1]);
  }

  @ParameterizedTest
  @EnumSource(Calibration.class)
  void everyCalibrationReachesTheFile(Calibration calibration) throws OrtException, IOException {
    Network network = TinyNetworks.depthwise();
    PrecisionPlan int8 = PrecisionPlans.of("int8", network);
    float[][] both = run(network, new PrecisionPlan("int8", int8.layers(), calibration));
    for (int i = 0; i < both[0].length; i++) {
      assertThat(both[0][i]).isCloseTo(both[1][i], within(0.05f));
    }
  }

  /** What our executor computes, and what ONNX Runtime does. */
  private static float[][] run(Network network, PrecisionPlan plan)
      throws OrtException, IOException {
    Model model = Model.random(network, SEED);
    float[] input = Executor.randomInput(network.input(), SEED);
    ActivationRanges ranges = Executor.calibrate(model, plan, 1);
    try (Executor executor = Executor.compile(model, plan, ranges, 1)) {
      return new float[][] {executor.run(input), ExportedRun.run(model, plan, ranges, input)};
    }
  }
}
