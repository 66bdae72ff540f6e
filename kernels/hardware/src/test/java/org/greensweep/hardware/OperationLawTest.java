package org.greensweep.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.greensweep.network.UserError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationLawTest {
  /** Horowitz, ISSCC 2014, 45 nm: a multiplier and an adder of the widths that he gives. */
  @ParameterizedTest
  @CsvSource({
    "int8, 8, 0.2, 0.03",
    "int8, 32, 0.2, 0.1",
    "int32, 32, 3.1, 0.1",
    "int32, 8, 3.1, 0.03",
    "fp16, 16, 1.1, 0.4",
    "fp16, 32, 1.1, 0.9",
    "fp32, 32, 3.7, 0.9"
  })
  void cornersAreThePublishedOnes(String operand, int sumBits, double multiply, double add) {
    Arithmetic arithmetic = Arithmetic.of(operand);
    assertThat(OperationLaw.picojoules(arithmetic, arithmetic, sumBits, 45))
        .isCloseTo(multiply + add, within(1e-9));
  }

  /** QKeras QTools, {@code fpm_mul}: 0.002994791667 b^2 + 0.001041666667 b. */
  @ParameterizedTest
  @CsvSource({"2, 0.0141", "4, 0.0521", "16, 0.783"})
  void multipliersInBetweenAreThoseOfQkeras(int bits, double picojoules) {
    Arithmetic arithmetic = Arithmetic.of("int" + bits);
    double adder = OperationLaw.picojoules(arithmetic, arithmetic, 32, 45) - picojoules;
    assertThat(adder).isCloseTo(0.1, within(0.0005));
  }

  @Test
  void widerOperandsAndSumsTakeMore() {
    String[] families = {"int", "fp"};
    for (String family : families) {
      double before = 0;
      for (int bits = 4; bits <= 64; bits *= 2) {
        Arithmetic arithmetic = Arithmetic.of(family + bits);
        double energy = OperationLaw.picojoules(arithmetic, arithmetic, 32, 45);
        assertThat(energy).as(arithmetic.id()).isGreaterThan(before);
        assertThat(OperationLaw.picojoules(arithmetic, arithmetic, 33, 45)).isGreaterThan(energy);
        assertThat(OperationLaw.picojoules(arithmetic, arithmetic, 32, 28)).isLessThan(energy);
        before = energy;
      }
    }
    Arithmetic int4 = Arithmetic.of("int4");
    double mixed = OperationLaw.picojoules(int4, Arithmetic.INT8, 32, 45);
    assertThat(mixed)
        .isEqualTo(OperationLaw.picojoules(Arithmetic.INT8, int4, 32, 45))
        .isBetween(
            OperationLaw.picojoules(int4, int4, 32, 45),
            OperationLaw.picojoules(Arithmetic.INT8, Arithmetic.INT8, 32, 45));
    double floating = OperationLaw.picojoules(Arithmetic.INT8, Arithmetic.FP32, 32, 45);
    assertThat(floating)
        .isBetween(
            OperationLaw.picojoules(Arithmetic.INT8, Arithmetic.INT8, 32, 45),
            OperationLaw.picojoules(Arithmetic.FP32, Arithmetic.FP32, 32, 45));
    assertThat(OperationLaw.picojoules(Arithmetic.BINARY, Arithmetic.BINARY, 16, 45))
        .isCloseTo(0.009, within(1e-12));
  }

  private static Accelerator withOperations(
      List<OperationEnergy> operations, @Nullable Double nanometers) {
    Accelerator base = Accelerators.isca16();
    return new Accelerator(
        "mine",
        "",
        "test",
        base.rows(),
        base.columns(),
        base.levels(),
        operations,
        base.clock(),
        null,
        null,
        nanometers,
        null,
        null,
        null,
        null);
  }

  @Test
  void aFileWithoutOperationsTakesThoseOfItsProcess() throws Exception {
    Accelerator mine = withOperations(List.of(), 28.0);
    ConvolutionProblem problem = problem(24);
    assertThat(
            MappingSearch.best(problem, mine, Dataflows.ROW_STATIONARY)
                .energy()
                .computePicojoules())
        .isCloseTo(
            problem.multiplyAccumulates()
                * OperationLaw.picojoules(Arithmetic.of("int4"), Arithmetic.INT8, 24, 28),
            within(1e-6));
    assertThatThrownBy(() -> withOperations(List.of(), null))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("operations is missing")
        .hasMessageContaining("technology-nanometers");
  }

  @Test
  void whatAFileListsIsTakenAsItIs() {
    List<OperationEnergy> listed = List.of(new OperationEnergy("int8", 7, "test"));
    Accelerator mine = withOperations(listed, 45.0);
    assertThat(mine.multiplyAccumulatePicojoules(Arithmetic.INT8, Arithmetic.INT8, 32))
        .isEqualTo(7);
    assertThat(mine.multiplyAccumulatePicojoules(Arithmetic.FP32, Arithmetic.FP32, 32))
        .isCloseTo(4.6, within(1e-9));
    assertThatThrownBy(
            () ->
                withOperations(listed, null)
                    .multiplyAccumulatePicojoules(Arithmetic.FP32, Arithmetic.FP32, 32))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no energy for fp32")
        .hasMessageContaining("technology-nanometers");
  }

  private static ConvolutionProblem problem(int partialSumBits) {
    return new ConvolutionProblem(
        1,
        1,
        8,
        4,
        6,
        6,
        3,
        3,
        1,
        1,
        1,
        1,
        Arithmetic.of("int4"),
        Arithmetic.INT8,
        8,
        partialSumBits,
        0);
  }
}
