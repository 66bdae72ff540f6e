package org.greensweep.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.greensweep.hardware.studies.Layers;
import org.greensweep.network.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingEvaluationTest {
  private static final String GOOD =
      "DRAM[WIO] for M8 P8 / GlobalBuffer[WIO] for Q27 C3 | spX P4 M4 | spY R5 C2 / RegFile[WIO] for C8 S5 M4";
  private final ConvolutionProblem problem = Layers.layer(1, 1, 128, 48, 27, 5, 1);

  @Test
  void searchAndEvaluationAgree() throws Exception {
    for (Dataflow dataflow : Dataflows.five()) {
      LayerCost cost = MappingSearch.best(problem, Accelerators.eyeriss(), dataflow);
      MappingEvaluation evaluation =
          MappingEvaluation.of(problem, Accelerators.eyeriss(), Mapping.parse(cost.mapping()));
      assertThat(evaluation.energy()).isEqualTo(cost.energy());
      assertThat(evaluation.cycles()).isEqualTo(cost.cycles());
    }
  }

  @Test
  void aMappingThatDoesNotDivideIsCounted() {
    MappingEvaluation evaluation =
        MappingEvaluation.of(problem, Accelerators.isca16(), Mapping.parse(GOOD));
    assertThat(evaluation.macs()).isEqualTo(problem.multiplyAccumulates());
    assertThat(evaluation.utilization()).isBetween(0.5, 1.0);
    assertThat(evaluation.levels()).hasSize(9);
    double sum = evaluation.levels().stream().mapToDouble(LevelAccesses::picojoules).sum();
    Energy energy = evaluation.energy();
    assertThat(
            sum
                + energy.picojoules(LevelKind.NETWORK)
                + energy.computePicojoules()
                + energy.staticPicojoules())
        .isCloseTo(energy.totalPicojoules(), org.assertj.core.data.Percentage.withPercentage(1e-6));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "M8 P8;M8 P6;factors of P multiply to 24 but the layer has 27; raise a factor",
        "spX P4;spX P8;level GlobalBuffer spreads 32 instances along spX but there are 16",
        "RegFile;Spad;accelerator isca16-256 has [DRAM, GlobalBuffer, RegFile]",
        "Q27 C3;Q27 C3 M64;exceed its 131072 bytes by",
        "S5 M4;S5 M0;factor is 0; it must be at least 1",
        "S5 M4;S5 X4;unknown dimension 'X'",
        "S5 M4;S5 4M;cannot read loop '4M'",
        "S5 M4;S5 M999999999;exceed 64 bits",
        "[WIO] for M8 P8;[WI] for M8 P8;the outermost level must keep weights, inputs and outputs",
        "RegFile[WIO];RegFile[WIW];name each of W, I, O at most once",
        "| spX;| sp;after | write spX or spY",
        "for Q27;four Q27;cannot read level"
      })
  void whatIsWrongIsNamed(String good, String bad, String message) {
    assertThatThrownBy(
            () ->
                MappingEvaluation.of(
                    problem, Accelerators.isca16(), Mapping.parse(GOOD.replace(good, bad))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }
}
