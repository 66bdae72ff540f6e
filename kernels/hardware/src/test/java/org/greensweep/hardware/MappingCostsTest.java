package org.greensweep.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.greensweep.hardware.studies.Layers;
import org.greensweep.network.UserError;
import org.junit.jupiter.api.Test;

/** Evaluating mappings in turn gives what evaluating each alone gives: nothing is left over. */
class MappingCostsTest {
  private static final List<Mapping> MAPPINGS =
      List.of(
          Mapping.parse(
              "DRAM[WIO] for M24 C2 / GlobalBuffer[WIO] for C32 Q13 | spX P13 | spY C4 R3 / RegFile[WIO] for M16 S3"),
          Mapping.parse(
              "DRAM[WIO] for M25 C2 / GlobalBuffer[WIO] for C32 Q13 | spX P6 | spY C4 R3 / RegFile[WI] for M16 S3 P3"),
          Mapping.parse(
              "DRAM[WIO] for M6 C43 / GlobalBuffer[IO] for M2 Q13 | spX P13 | spY M2 C2 R3 / RegFile[WIO] for C3 M16 S3"));

  @Test
  void equalTheEvaluationOfEachAlone() {
    ConvolutionProblem problem = Layers.alexNetConvolutions(1).get(2);
    MappingCosts costs = new MappingCosts(problem, Accelerators.isca16(), MAPPINGS);
    for (int round = 0; round < 3; round++) {
      for (int index = 0; index < costs.size(); index++) {
        double alone =
            MappingEvaluation.of(problem, Accelerators.isca16(), MAPPINGS.get(index))
                .energy()
                .totalPicojoules();
        assertThat(costs.picojoules(index)).isCloseTo(alone, within(1e-9 * alone));
      }
    }
  }

  @Test
  void refusesWhatDoesNotCoverTheLayer() {
    ConvolutionProblem larger = Layers.alexNetConvolutions(4).get(2);
    assertThatThrownBy(() -> new MappingCosts(larger, Accelerators.isca16(), MAPPINGS))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("factors of N");
  }
}
