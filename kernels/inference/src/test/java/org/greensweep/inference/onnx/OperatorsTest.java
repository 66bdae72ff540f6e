package org.greensweep.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.greensweep.network.LayerPrecision;
import org.greensweep.network.PrecisionPlans;
import org.greensweep.network.onnx.OnnxModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator, over its attributes, computes what ONNX Runtime computes. */
class OperatorsTest {
  @TempDir static Path folder;
  private static OnnxOracle oracle;

  @BeforeAll
  static void open() {
    oracle = new OnnxOracle(folder);
  }

  static Stream<OnnxCase> cases() {
    List<OnnxCase> cases = new ArrayList<>();
    OperatorCases.addTo(cases);
    TensorCases.addTo(cases);
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void computesWhatOnnxRuntimeComputes(OnnxCase operator) throws OrtException {
    List<OnnxOracle.Output> expected = oracle.expected(operator);
    List<OnnxOracle.Output> ours = oracle.ours(operator);
    assertThat(ours).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(ours.get(i).dims()).isEqualTo(expected.get(i).dims());
      double[] values = expected.get(i).values();
      for (int k = 0; k < values.length; k++) {
        double bound = operator.tolerance() * Math.max(1, Math.abs(values[k]));
        assertThat(ours.get(i).values()[k])
            .as("%s: output %d element %d", operator, i, k)
            .isCloseTo(values[k], within(bound));
      }
    }
  }

  /** Weights are held anew, per output channel, so that half a step of each may be lost. */
  @ParameterizedTest
  @CsvSource({"UINT8, 100", "INT8, -20", "UINT8, 0"})
  void whatAFileQuantizesRunsOnInt8KernelsWithTheFilesScale(DataType type, double zero)
      throws OrtException {
    OnnxCase operator =
        OnnxCase.of("Conv", 13)
            .in(1, 6, 7, 7)
            .weights(5, 6, 3, 3)
            .weights(5)
            .attributes("pads", 1, 1, 1, 1)
            .quantized(0.02, type, zero);
    OnnxModel model = oracle.read(operator.model());
    assertThat(PrecisionPlans.of(PrecisionPlans.AS_STORED, model.network()).layers())
        .contains(LayerPrecision.INT8);

    double[] expected = oracle.expected(operator).get(0).values();
    double[] ours = oracle.ours(operator, PrecisionPlans.AS_STORED).get(0).values();

    double bound = 6 * 9 * 2.0 * (0.5 / 127);
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      assertThat(ours[i]).as("element %d", i).isCloseTo(expected[i], within(bound));
      difference += Math.abs(ours[i] - expected[i]) / expected.length;
    }
    assertThat(difference).isLessThan(bound / 10);
  }
}
