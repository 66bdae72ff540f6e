package org.greensweep.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.greensweep.hardware.studies.Layers;
import org.junit.jupiter.api.Test;

/** The ISCA 2016 study: 256 PEs, batch 16, equal area, AlexNet. */
class Isca16Test {
  private static final Map<String, LayerCost> COSTS = new ConcurrentHashMap<>();

  /**
   * Units of 1e9 16-bit MACs of row stationary by nn_dataflow (tests, test_eyeriss_isca16, which it
   * holds against the paper within 0.1): ALU, DRAM, register file. Groups are left out as there:
   * channels are those of one group, filters all.
   */
  record Reference(ConvolutionProblem problem, double alu, double dram, double file) {}

  static List<Reference> references() {
    return List.of(
        new Reference(Layers.layer(1, 16, 96, 3, 55, 11, 4), 1.69, 2.46, 6.75),
        new Reference(Layers.layer(1, 16, 256, 48, 27, 5, 1), 3.58, 2.27, 14.33),
        new Reference(Layers.layer(1, 16, 384, 256, 13, 3, 1), 2.39, 2.02, 9.57),
        new Reference(Layers.layer(1, 16, 384, 192, 13, 3, 1), 1.79, 1.57, 7.18),
        new Reference(Layers.layer(1, 16, 256, 192, 13, 3, 1), 1.20, 1.05, 4.78),
        new Reference(Layers.layer(1, 16, 4096, 256, 1, 6, 1), 0.60, 7.78, 2.42),
        new Reference(Layers.layer(1, 16, 4096, 4096, 1, 1, 1), 0.27, 3.39, 1.07),
        new Reference(Layers.layer(1, 16, 1000, 4096, 1, 1, 1), 0.07, 0.84, 0.26));
  }

  @Test
  void breakdownOfRowStationary() throws Exception {
    for (Reference reference : references()) {
      Energy energy = cost(reference.problem(), Dataflows.ROW_STATIONARY).energy();
      String layer = reference.problem().key();
      // Their figures have two decimals.
      assertThat(energy.computePicojoules() * 1e-9)
          .as(layer)
          .isCloseTo(reference.alu(), within(0.05 * reference.alu() + 0.005));
      assertThat(energy.picojoules(LevelKind.REGISTER_FILE) * 1e-9)
          .as(layer)
          .isCloseTo(reference.file(), within(0.05 * reference.file() + 0.005));
      double dram = energy.picojoules(LevelKind.DRAM) * 1e-9;
      assertThat(dram).as(layer).isLessThan(1.05 * reference.dram());
      if (reference.problem().filterRows() < 5) {
        assertThat(dram).as(layer).isGreaterThan(0.95 * reference.dram());
      }
    }
  }

  /** The best mappings; on those of the study, {@code Isca16MappingTest} has its ratios. */
  @Test
  void rowStationaryIsBest() throws Exception {
    double rows = sum(Layers.alexNetConvolutions(16), Dataflows.ROW_STATIONARY);
    assertThat(sum(Layers.alexNetConvolutions(16), Dataflows.NO_LOCAL_REUSE) / rows)
        .isBetween(2.3, 2.6);
    assertThat(sum(Layers.alexNetConvolutions(16), Dataflows.OUTPUT_STATIONARY) / rows)
        .isBetween(1.3, 1.6);
    assertThat(sum(Layers.alexNetConvolutions(16), Dataflows.WEIGHT_STATIONARY) / rows)
        .isBetween(1.2, 1.4);
    double dense = sum(Layers.alexNetFullyConnected(16), Dataflows.ROW_STATIONARY);
    for (Dataflow other : Dataflows.five()) {
      if (other != Dataflows.ROW_STATIONARY) {
        assertThat(sum(Layers.alexNetFullyConnected(16), other)).isGreaterThan(dense);
      }
    }
  }

  static double sum(List<ConvolutionProblem> problems, Dataflow dataflow)
      throws NoMappingException {
    double sum = 0;
    for (ConvolutionProblem problem : problems) {
      sum += cost(problem, dataflow).energy().totalPicojoules();
    }
    return sum;
  }

  /** Picojoules of the levels of one kind. */
  static double sum(List<ConvolutionProblem> problems, Dataflow dataflow, LevelKind kind)
      throws NoMappingException {
    double sum = 0;
    for (ConvolutionProblem problem : problems) {
      sum += cost(problem, dataflow).energy().picojoules(kind);
    }
    return sum;
  }

  /** Searches are deterministic: each is made once for all tests. */
  static LayerCost cost(ConvolutionProblem problem, Dataflow dataflow) throws NoMappingException {
    String key = dataflow.name() + problem.key();
    LayerCost cost = COSTS.get(key);
    if (cost == null) {
      cost = MappingSearch.best(problem, Accelerators.isca16(), dataflow);
      COSTS.put(key, cost);
    }
    return cost;
  }
}
