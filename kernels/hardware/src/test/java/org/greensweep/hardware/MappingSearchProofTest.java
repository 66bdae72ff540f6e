package org.greensweep.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.greensweep.hardware.studies.Layers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the search proves is what going through every mapping finds: all that runs across and inside
 * the PEs, all tiles, all orders of loops, on two to four levels.
 */
class MappingSearchProofTest {
  private static final int ROUNDS = 40;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void theProvedOptimumIsThatOfEveryMapping(long seed) throws Exception {
    Random random = new Random(seed);
    int compared = 0;
    for (int round = 0; round < ROUNDS; round++) {
      ConvolutionProblem problem = problem(random);
      Accelerator accelerator = accelerator(random);
      List<Dataflow> dataflows = new ArrayList<>(Dataflows.five());
      dataflows.add(ANY);
      Dataflow dataflow = dataflows.get(random.nextInt(dataflows.size()));
      Objective objective = Objective.values()[random.nextInt(3)];
      Exhaustive all = new Exhaustive(problem, accelerator, dataflow, objective);
      double least = all.least();
      String place =
          "seed %d round %d: %s %s %s on %s"
              .formatted(seed, round, objective, dataflow.name(), problem.key(), accelerator);
      try {
        LayerCost cost = MappingSearch.best(problem, accelerator, dataflow, objective);
        double value = objective.value(cost.energy().totalPicojoules(), cost.cycles());
        assertThat(value)
            .as("%s: %s against %s", place, cost.mapping(), all.mapping())
            .isCloseTo(least, within(1e-9 * least));
        assertThat(cost.optimal()).as(place).isTrue();
        assertThat(cost.lowerBound()).as(place).isCloseTo(value, within(1e-9 * value));
        compared++;
      } catch (NoMappingException e) {
        assertThat(least).as("%s: %s", place, e.getMessage()).isInfinite();
      }
    }
    assertThat(compared).isGreaterThan(ROUNDS / 2);
  }

  @ParameterizedTest
  @EnumSource(Objective.class)
  void aBoundIsNeverAboveTheResult(Objective objective) throws Exception {
    ConvolutionProblem problem = Layers.layer(1, 1, 96, 64, 14, 3, 1);
    Accelerator five = Accelerators.fiveLevels();
    LayerCost cost = MappingSearch.best(problem, five, ANY, objective);
    double value = objective.value(cost.energy().totalPicojoules(), cost.cycles());
    assertThat(cost.lowerBound()).isPositive().isLessThanOrEqualTo(value * (1 + 1e-12));
    assertThat(MappingSearch.best(problem, five, ANY, objective)).isEqualTo(cost);
    assertThat(Mapping.parse(cost.mapping()).levels()).hasSize(5);
    MappingEvaluation again = MappingEvaluation.of(problem, five, Mapping.parse(cost.mapping()));
    assertThat(again.energy()).isEqualTo(cost.energy());
  }

  static final Dataflow ANY =
      new Dataflow(
          "any",
          "",
          "test",
          List.of(),
          List.of(DataSpace.values()),
          "GNMCPQRS",
          null,
          "GNMCPQRS",
          null,
          "GNMCPQRS",
          null,
          null);

  /** At most three loops, two in the axes of windows. */
  private static ConvolutionProblem problem(Random random) {
    int[] extents = new int[Dimension.COUNT];
    Arrays.fill(extents, 1);
    for (int active = 0; active < 3; active++) {
      extents[random.nextInt(Dimension.COUNT)] = 2 + random.nextInt(4);
    }
    return new ConvolutionProblem(
        extents[0],
        extents[1],
        extents[2],
        extents[3],
        extents[4],
        extents[5],
        extents[6],
        extents[7],
        1 + random.nextInt(2),
        1 + random.nextInt(2),
        1 + random.nextInt(2),
        1,
        Arithmetic.INT8,
        Arithmetic.INT8,
        8,
        16,
        0);
  }

  private static Accelerator accelerator(Random random) {
    List<MemoryLevel> levels = new ArrayList<>();
    levels.add(level(random, "DRAM", LevelKind.DRAM, 0, 200));
    int buffers = random.nextInt(3);
    for (int buffer = 0; buffer < buffers; buffer++) {
      levels.add(
          level(
              random,
              "B" + buffer,
              LevelKind.BUFFER,
              20 + random.nextInt(buffer == 0 ? 120 : 30),
              10));
    }
    if (random.nextBoolean()) {
      levels.add(level(random, "Array", LevelKind.NETWORK, 0, 2));
    }
    levels.add(level(random, "File", LevelKind.REGISTER_FILE, 4 + random.nextInt(16), 1));
    return new Accelerator(
        "tiny",
        "",
        "test",
        1 + random.nextInt(3),
        1 + random.nextInt(3),
        levels,
        List.of(new OperationEnergy("int8", 1, "test")),
        new Clock(1e6, random.nextInt(2), 0, "test"),
        null,
        null,
        null,
        null,
        random.nextInt(3) == 0 ? new Filling(16, 8, 16, "test") : null,
        null,
        null);
  }

  private static MemoryLevel level(
      Random random, String name, LevelKind kind, long bytes, double picojoules) {
    return new MemoryLevel(
        name,
        kind,
        bytes,
        null,
        null,
        8,
        picojoules * (0.5 + random.nextDouble()),
        picojoules * (0.5 + random.nextDouble()),
        random.nextBoolean() ? 0.0 : picojoules,
        kind == LevelKind.DRAM && random.nextBoolean() ? 16.0 : null,
        null,
        "test");
  }
}
