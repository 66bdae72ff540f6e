package org.greensweep.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No benchmark times wrong code: every engine's answer is that of the definition. */
class AnswersTest {
  private static final int AWKWARD = 131;

  @ParameterizedTest
  @EnumSource(
      value = Engine.class,
      names = {"JAVA", "OPENBLAS", "ONEDNN"})
  void everyEngineMultipliesMatricesAlike(Engine engine) {
    Subject.Gemm subject = new Subject.Gemm(AWKWARD);
    float[] a = subject.a();
    float[] b = subject.b();
    float[] expected = new float[AWKWARD * AWKWARD];
    for (int m = 0; m < AWKWARD; m++) {
      for (int n = 0; n < AWKWARD; n++) {
        double sum = 0;
        for (int k = 0; k < AWKWARD; k++) {
          sum += (double) a[m * AWKWARD + k] * b[k * AWKWARD + n];
        }
        expected[m * AWKWARD + n] = (float) sum;
      }
    }
    try (Work work = engine.prepare(subject, "fp32", 1)) {
      work.run();
      assertThat(Race.difference(work.answer(), expected)).isLessThan(1e-5);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mobilenet-v2", "resnete-18", "googlenet"})
  void onnxRuntimeGivesTheAnswerOfOurNetworks(String name) {
    Subject.ZooNetwork subject = new Subject.ZooNetwork(name, 64);
    assertAlike(subject, "fp32", 1e-4);
  }

  @Test
  void aBinaryConvolutionIsTheSameInBinaryInFp32AndOnOnnxRuntime() {
    Subject subject = new Subject.BinaryConvolution(72, 9);
    assertAlike(subject, "fp32", 0);
    assertAlike(subject, "binary", 0);
  }

  private static void assertAlike(Subject subject, String precision, double tolerance) {
    try (Work ours = Engine.JAVA.prepare(subject, precision, 1);
        Work peer = Engine.ONNX_RUNTIME.prepare(subject, "fp32", 1)) {
      ours.run();
      peer.run();
      assertThat(Race.difference(ours.answer(), peer.answer())).isLessThanOrEqualTo(tolerance);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gemm:33", "binary-convolution:72@9"})
  void aKernelBenchmarkLeavesTheAnswerOfItsSubject(String subject) {
    KernelBenchmark benchmark = new KernelBenchmark();
    benchmark.subject = subject;
    benchmark.prepare();
    benchmark.fp32();
    try (Work work = Engine.JAVA_SCALAR.prepare(Subject.parse(subject), "fp32", 1)) {
      work.run();
      assertThat(Race.difference(benchmark.answer(), work.answer())).isLessThan(1e-5);
    }
    benchmark.end();
  }
}
