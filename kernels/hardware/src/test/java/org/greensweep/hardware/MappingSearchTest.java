package org.greensweep.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.greensweep.hardware.studies.Layers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingSearchTest {
  /** Chen 2016, VII: row stationary needs less energy than every other dataflow on AlexNet. */
  @ParameterizedTest
  @ValueSource(ints = {1, 16})
  void rowStationaryCostsLeastOnEveryConvolutionOfAlexNet(int batch) throws Exception {
    for (ConvolutionProblem problem : Layers.alexNetConvolutions(batch)) {
      double rows = energy(problem, Dataflows.ROW_STATIONARY);
      for (Dataflow other : Dataflows.five()) {
        if (other != Dataflows.ROW_STATIONARY) {
          assertThat(energy(problem, other)).as("%s %s", other, problem.key()).isGreaterThan(rows);
        }
      }
    }
  }

  private static double energy(ConvolutionProblem problem, Dataflow dataflow) throws Exception {
    return Isca16Test.cost(problem, dataflow).energy().totalPicojoules();
  }

  @ParameterizedTest
  @MethodSource("org.greensweep.hardware.Dataflows#five")
  void partsAddUpAndTheResultIsTheSameTwice(Dataflow dataflow) throws Exception {
    ConvolutionProblem problem = Layers.alexNetConvolutions(1).get(2);
    LayerCost cost = MappingSearch.best(problem, Accelerators.eyeriss(), dataflow);
    Energy energy = cost.energy();
    double byLevel = energy.computePicojoules() + energy.staticPicojoules();
    for (LevelKind kind : LevelKind.values()) {
      byLevel += energy.picojoules(kind);
    }
    double bySpace = energy.computePicojoules() + energy.staticPicojoules();
    for (DataSpace space : DataSpace.values()) {
      bySpace += energy.picojoules(space);
    }
    assertThat(byLevel).isCloseTo(energy.totalPicojoules(), within(1e-6 * byLevel));
    assertThat(bySpace).isCloseTo(energy.totalPicojoules(), within(1e-6 * bySpace));
    assertThat(cost.macs()).isEqualTo(problem.multiplyAccumulates());
    assertThat(cost.utilization()).isBetween(0.01, 1.0);
    assertThat(Mapping.parse(cost.mapping()).toString()).isEqualTo(cost.mapping());
    assertThat(MappingSearch.best(problem, Accelerators.eyeriss(), dataflow)).isEqualTo(cost);
  }

  /**
   * Best energies of a 60 s random-pruned search of a peer on the same energies, in 1e6 MACs:
   * AlexNet and ResNet-50.
   */
  @Test
  void isNoWorseThanAPeersSearch() throws Exception {
    List<ConvolutionProblem> alexnet = Layers.alexNetConvolutions(1);
    Map<ConvolutionProblem, Double> peers =
        Map.of(
            alexnet.get(0), 537.8,
            alexnet.get(1), 1120.2,
            alexnet.get(2), 822.3,
            alexnet.get(4), 423.6,
            Layers.layer(1, 1, 64, 3, 112, 7, 2), 769.4,
            Layers.layer(1, 1, 64, 64, 56, 1, 1), 134.9);
    for (Map.Entry<ConvolutionProblem, Double> peer : peers.entrySet()) {
      LayerCost cost =
          MappingSearch.best(peer.getKey(), Accelerators.oracleE256(), Dataflows.five());
      assertThat(cost.energy().totalPicojoules() * 1e-6)
          .as(peer.getKey().key())
          .isLessThan(peer.getValue());
    }
  }

  @Test
  void saysWhichLevelIsTooSmallAndByHowMuch() {
    Accelerator tiny = Accelerators.withRegisterFile(Accelerators.isca16(), 6);
    ConvolutionProblem wide =
        new ConvolutionProblem(
            1, 1, 4, 4, 8, 8, 3, 3, 1, 1, 1, 1, Arithmetic.FP32, Arithmetic.FP32, 32, 32, 0);
    assertThatThrownBy(() -> MappingSearch.best(wide, tiny, Dataflows.ROW_STATIONARY))
        .isInstanceOf(NoMappingException.class)
        .hasMessageContaining("RegFile (6 bytes) by 48 bits");
  }
}
