package org.greensweep.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.greensweep.hardware.studies.Layers;
import org.greensweep.network.UserError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Zeros: gated, skipped and coded. */
class SparsityTest {
  private static final String MAPPING =
      "DRAM[WIO] for M24 C2 / GlobalBuffer[WIO] for C32 Q13 | spX P13 | spY C4 R3 / RegFile[WIO] for M16 S3";
  private static final ConvolutionProblem DENSE = Layers.alexNetConvolutions(1).get(2);

  /** The closed form is the mean of what the encoder makes of values that are zero by chance. */
  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.3, 0.7, 1})
  void closedFormsAreTheMeanOfRealCodes(double density) {
    for (String id : List.of("run-length", "bitmask", "coordinate")) {
      for (int bits : new int[] {4, 8, 16}) {
        SparseCode code = SparseCode.of(id, bits);
        Random random = new Random(bits);
        int[] values = random.ints(200_000, 0, 1000).map(v -> v < density * 1000 ? 1 : 0).toArray();
        assertThat((double) code.encodedBits(values) / values.length)
            .as("%s, %d bits, density %s", id, bits, density)
            .isCloseTo(code.expectedBits(density), Percentage.withPercentage(2));
      }
    }
    assertThatThrownBy(() -> SparseCode.of("zip", 8)).isInstanceOf(UserError.class);
  }

  @Test
  void codesOfNothingAndOfOneValue() {
    assertThat(new BitmaskCode(8).encodedBits(new int[0])).isZero();
    assertThat(new BitmaskCode(8).encodedBits(new int[] {0, 5, 0})).isEqualTo(11);
    assertThat(new CoordinateCode(8, 2).encodedBits(new int[] {0, 5, 0, 0, 7})).isEqualTo(26);
  }

  private static Accelerator with(
      @Nullable ZeroGating gating,
      @Nullable ZeroSkipping skipping,
      @Nullable List<Compression> compression) {
    Accelerator base = Accelerators.isca16();
    return new Accelerator(
        base.name(),
        "",
        "test",
        base.rows(),
        base.columns(),
        base.levels(),
        base.operations(),
        base.clock(),
        gating,
        null,
        null,
        null,
        null,
        skipping,
        compression);
  }

  private static MappingEvaluation run(Accelerator on, double inputZeros, double weightZeros) {
    return MappingEvaluation.of(
        DENSE.withInputZeroFraction(inputZeros).withWeightZeroFraction(weightZeros),
        on,
        Mapping.parse(MAPPING));
  }

  @Test
  void gatingSavesEnergyAndSkippingCyclesToo() {
    MappingEvaluation plain = run(with(null, null, null), 0.6, 0.5);
    MappingEvaluation gated =
        run(with(new ZeroGating(0.03, 0.008, 0, "test"), null, null), 0.6, 0.5);
    MappingEvaluation skipped =
        run(with(null, new ZeroSkipping(true, true, 1.25, "test"), null), 0.6, 0.5);
    assertThat(gated.cycles()).isEqualTo(plain.cycles());
    assertThat(gated.energy().totalPicojoules()).isLessThan(plain.energy().totalPicojoules());
    assertThat((double) skipped.cycles() / plain.cycles())
        .isCloseTo(0.4 * 0.5 * 1.25, within(1e-3));
    assertThat(skipped.energy().computePicojoules() / plain.energy().computePicojoules())
        .isCloseTo(0.4 * 0.5, within(1e-9));
    assertThat(skipped.energy().picojoules(LevelKind.DRAM))
        .isEqualTo(plain.energy().picojoules(LevelKind.DRAM));
    // An imbalance that eats the gain costs no more than not skipping.
    assertThat(run(with(null, new ZeroSkipping(true, false, 4, "test"), null), 0.6, 0).cycles())
        .isEqualTo(plain.cycles());
  }

  @Test
  void codesSaveDramAndNeverCostMore() {
    List<Compression> codes =
        List.of(
            new Compression(DataSpace.WEIGHTS, "bitmask", "test"),
            new Compression(DataSpace.INPUTS, "run-length", "test"),
            new Compression(DataSpace.OUTPUTS, "run-length", "test"));
    MappingEvaluation plain = run(with(null, null, null), 0.7, 0.5);
    MappingEvaluation coded = run(with(null, null, codes), 0.7, 0.5);
    for (DataSpace space : DataSpace.values()) {
      assertThat(coded.energy().picojoules("DRAM", space))
          .as(space.id())
          .isLessThan(plain.energy().picojoules("DRAM", space));
    }
    assertThat(coded.energy().picojoules("DRAM", DataSpace.WEIGHTS))
        .isCloseTo(
            plain.energy().picojoules("DRAM", DataSpace.WEIGHTS) * (1 + 0.5 * 16) / 16,
            within(1.0));
    assertThat(run(with(null, null, codes), 0, 0).energy())
        .isEqualTo(run(with(null, null, null), 0, 0).energy());
  }

  @Test
  void theLastOutputsLeaveWhenTheArrayIsDone() {
    int[] output = {64, 32};
    long[] cycles = new long[output.length];
    for (int i = 0; i < output.length; i++) {
      Accelerator base = Accelerators.isca16();
      Accelerator draining =
          new Accelerator(
              base.name(),
              "",
              "test",
              base.rows(),
              base.columns(),
              base.levels(),
              base.operations(),
              base.clock(),
              null,
              null,
              null,
              null,
              new Filling(64, 16, output[i], "test"),
              null,
              null);
      cycles[i] = run(draining, 0, 0).cycles();
    }
    // 16 filters x 13 columns of 16 bits, at 2 and at 4 words per cycle.
    assertThat(cycles[1] - cycles[0]).isEqualTo(16 * 13 / 2 - 16 * 13 / 4);
  }

  @Test
  void theStallIsNamed() {
    assertThat(run(with(null, null, null), 0, 0).boundBy()).isEqualTo("array");
    Accelerator base = Accelerators.isca16();
    List<MemoryLevel> levels = new ArrayList<>(base.levels());
    levels.set(
        0,
        new MemoryLevel(
            "DRAM", LevelKind.DRAM, 0, null, null, 16, 200.0, 200.0, 0.0, 1.0, null, "test"));
    Accelerator narrow =
        new Accelerator(
            base.name(),
            "",
            "test",
            base.rows(),
            base.columns(),
            levels,
            base.operations(),
            base.clock(),
            null,
            null);
    MappingEvaluation slow = run(narrow, 0, 0);
    assertThat(slow.boundBy()).isEqualTo("DRAM");
    assertThat(slow.cycles()).isGreaterThan(run(base, 0, 0).cycles());
  }
}
