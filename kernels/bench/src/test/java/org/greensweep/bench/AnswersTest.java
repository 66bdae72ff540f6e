package org.greensweep.bench;

import static org.assertj.core.api.Assertions.assertThat;

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
  @ValueSource(strings = {"gemm:33"})
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
