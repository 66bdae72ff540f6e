package org.greensweep.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.greensweep.inference.Executor;
import org.greensweep.network.Network;
import org.greensweep.network.PrecisionPlan;
import org.greensweep.network.PrecisionPlans;
import org.greensweep.network.parameters.Model;
import org.greensweep.network.parameters.Parameters;
import org.greensweep.network.quantization.ActivationRanges;
import org.greensweep.network.zoo.Zoo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Networks of the zoo compute what ONNX Runtime computes of the file that we write, before their
 * softmax, which would hide differences. One or two of each family that are quick; all of them with
 * {@code -Dgreensweep.oracle=all}, at their published resolution with {@code
 * -Dgreensweep.oracle=full}.
 */
class ZooOracleTest {
  private static final long SEED = 5;
  private static final String SCOPE = System.getProperty("greensweep.oracle", "quick");
  private static final Path README = Path.of("README.md");
  private static final String BEGIN =
      "<!-- comparison with ONNX Runtime: written by ZooOracleTest -->\n";
  private static final String END = "<!-- end of the comparison with ONNX Runtime -->";

  /** Largest difference over the largest output: sums of thousands of terms in another order. */
  private static final double TOLERANCE = 1e-4;

  /** Share of int8 outputs that are at most a 255th of the outputs' range apart. */
  private static final double SHARE = 0.95;

  /**
   * A value that rounds to the neighbouring code, one among millions, moves whatever follows. How
   * far shows ONNX Runtime against itself once one code of its input is off by one.
   */
  private static final double SHARE_BELOW_ITSELF = 0.1;

  private static final int SMALL = 32;

  private static final Map<String, String> ROWS = new TreeMap<>();

  /** How far apart two outputs are. */
  private record Difference(double relative, double shareWithinStep) {
    static Difference of(float[] ours, float[] expected) {
      float largest = 0;
      float difference = 0;
      float low = Float.POSITIVE_INFINITY;
      float high = Float.NEGATIVE_INFINITY;
      for (int i = 0; i < expected.length; i++) {
        largest = Math.max(largest, Math.abs(expected[i]));
        low = Math.min(low, expected[i]);
        high = Math.max(high, expected[i]);
        difference = Math.max(difference, Math.abs(ours[i] - expected[i]));
      }
      double step = (high - low) / 255.0;
      int within = 0;
      for (int i = 0; i < expected.length; i++) {
        within += Math.abs(ours[i] - expected[i]) <= step ? 1 : 0;
      }
      return new Difference(difference / largest, (double) within / expected.length);
    }
  }

  static List<String> networks() {
    return SCOPE.equals("quick")
        ? List.of(
            "resnet-18",
            "mobilenet-v1",
            "mobilenet-v2",
            "mobilenet-v3-small",
            "efficientnet-b0",
            "squeezenet-1.1",
            "googlenet",
            "densenet-121",
            "birealnet-18",
            "binarydensenet-28",
            "meliusnet-a",
            "quicknet-small",
            "attention-sampling")
        : List.copyOf(Zoo.names());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void equalsOnnxRuntime(String name) throws OrtException, IOException {
    int resolution =
        SCOPE.equals("full")
            ? Zoo.defaultResolution(name)
            : Math.max(SMALL, Zoo.minimumResolution(name));
    Network whole = Zoo.network(name, resolution);
    Network network = new Network(name, whole.nodes().subList(0, whole.nodes().size() - 1));
    Model model = remembered(Model.random(network, SEED));
    Difference fp32 = difference(model, "fp32");
    Difference int8 = difference(model, "int8");
    Difference itself = peerAgainstItself(model);
    Difference binary = difference(model, "binary");
    ROWS.put(
        name,
        String.format(
            Locale.ROOT,
            "| `%s` | %d | %.1e | %.1e | %.1f %% | %.1f %% | %.1e |%n",
            name,
            resolution,
            fp32.relative,
            int8.relative,
            100 * int8.shareWithinStep,
            100 * itself.shareWithinStep,
            binary.relative));
    assertThat(fp32.relative).isLessThan(TOLERANCE);
    double least = itself.shareWithinStep - SHARE_BELOW_ITSELF;
    assertThat(int8.shareWithinStep)
        .isGreaterThan(SCOPE.equals("quick") ? SHARE : Math.min(SHARE, least));
    assertThat(binary.relative).isLessThan(TOLERANCE);
  }

  private static Difference difference(Model model, String precision)
      throws OrtException, IOException {
    float[] input = Executor.randomInput(model.network().input(), SEED);
    PrecisionPlan plan = PrecisionPlans.of(precision, model.network());
    ActivationRanges ranges = Executor.calibrate(model, plan, 1);
    float[] expected = ExportedRun.run(model, plan, ranges, input);
    try (Executor executor = Executor.compile(model, plan, ranges, 1)) {
      return Difference.of(executor.run(input), expected);
    }
  }

  /** ONNX Runtime in int8 on an input, and on one of which one code is off by one. */
  private static Difference peerAgainstItself(Model model) throws OrtException, IOException {
    float[] input = Executor.randomInput(model.network().input(), SEED);
    float[] off = input.clone();
    // The codes of values from -1 to 1 are a 255th of 2 apart.
    int middle = off.length / 2;
    off[middle] += off[middle] > 0 ? -2 / 255f : 2 / 255f;
    PrecisionPlan plan = PrecisionPlans.of("int8", model.network());
    ActivationRanges ranges = Executor.calibrate(model, plan, 1);
    return Difference.of(
        ExportedRun.run(model, plan, ranges, off), ExportedRun.run(model, plan, ranges, input));
  }

  /** Random values are made once, not for every run. */
  private static Model remembered(Model model) {
    Map<String, float[]> values = new ConcurrentHashMap<>();
    Parameters parameters =
        (node, role) ->
            values.computeIfAbsent(node + "." + role, key -> model.parameters().values(node, role));
    return new Model(model.network(), parameters);
  }

  @AfterAll
  static void writesTheReadmesTable() throws IOException {
    if (Boolean.getBoolean("greensweep.regenerate")) {
      String readme = Files.readString(README);
      StringBuilder table = new StringBuilder();
      table.append(
          "| network | input | fp32 | int8 | int8 within a step | ONNX Runtime and itself | binary |\n");
      table.append("|---|---:|---:|---:|---:|---:|---:|\n");
      Zoo.names().stream().filter(ROWS::containsKey).map(ROWS::get).forEach(table::append);
      Files.writeString(
          README,
          readme.substring(0, readme.indexOf(BEGIN) + BEGIN.length())
              + table
              + readme.substring(readme.indexOf(END)));
    }
  }
}
