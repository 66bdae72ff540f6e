package org.greensweep.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
}
