package org.greensweep.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.greensweep.network.Network;
import org.greensweep.network.PrecisionPlans;
import org.greensweep.network.zoo.Zoo;
import org.junit.jupiter.api.Test;

class NetworkCostTest {
  private static final Network RESNET = Zoo.network("resnet-18", 64);

  private static List<NetworkStep> steps(Network network) {
    return NetworkSteps.of(network, PrecisionPlans.of("int8", network), 1, Zeros.NONE);
  }

  private static NetworkCost cost(List<NetworkStep> steps, long bufferBytes) throws Exception {
    Accelerator base = Accelerators.eyeriss();
    List<MemoryLevel> levels = new ArrayList<>(base.levels());
    MemoryLevel buffer = levels.get(1);
    levels.set(
        1,
        new MemoryLevel(
            buffer.name(),
            buffer.kind(),
            bufferBytes,
            null,
            null,
            16,
            15.0,
            15.0,
            0.0,
            null,
            null,
            "test"));
    Accelerator resized =
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
    return NetworkCost.of(steps, resized, Dataflows.ROW_STATIONARY);
  }

  /** Every step but the last is read, residual blocks are read twice, shares add up to one. */
  @Test
  void stepsKnowWhatTheyRead() {
    List<NetworkStep> steps = steps(RESNET);
    int[] readers = new int[steps.size()];
    for (int index = 0; index < steps.size(); index++) {
      double shares = 0;
      for (NetworkStep.Read read : steps.get(index).reads()) {
        assertThat(read.step()).isLessThan(index);
        readers[read.step()]++;
        shares += read.share();
      }
      assertThat(shares).as(steps.get(index).name()).isCloseTo(index == 0 ? 0 : 1, within(1e-12));
      assertThat(steps.get(index).visible()).isEqualTo(index == steps.size() - 1);
    }
    assertThat(readers[steps.size() - 1]).isZero();
    assertThat(java.util.Arrays.stream(readers).filter(count -> count == 2).count()).isEqualTo(8);
  }

  @Test
  void concatenatedMapsAreReadInProportion() {
    List<NetworkStep> steps = steps(Zoo.network("googlenet", 64));
    assertThat(steps)
        .anySatisfy(
            step -> {
              assertThat(step.reads()).hasSize(4);
              assertThat(step.reads().stream().mapToDouble(NetworkStep.Read::share).sum())
                  .isCloseTo(1, within(1e-9));
            });
  }

  @Test
  void aLargeBufferKeepsEveryMapAndSparesAllTheirTraffic() throws Exception {
    List<NetworkStep> steps = steps(RESNET);
    NetworkCost cost = cost(steps, 1L << 30);
    double spared = 0;
    for (int index = 0; index < steps.size(); index++) {
      StepCost step = cost.steps().get(index);
      assertThat(step.keptOnChip()).isEqualTo(index < steps.size() - 1);
      Energy energy = step.cost().energy();
      spared += index == 0 ? 0 : energy.picojoules("DRAM", DataSpace.INPUTS);
      spared += index == steps.size() - 1 ? 0 : energy.picojoules("DRAM", DataSpace.OUTPUTS);
      // 460 pJ per 16 bits, nothing spilled.
      assertThat(step.inputBytes() * 8 / 16 * 460)
          .isCloseTo(energy.picojoules("DRAM", DataSpace.INPUTS), within(1.0));
      assertThat(step.outputBytes() * 8 / 16 * 460)
          .isCloseTo(energy.picojoules("DRAM", DataSpace.OUTPUTS), within(1.0));
      assertThat(step.weightBytes() * 8 / 16 * 460)
          .isCloseTo(energy.picojoules("DRAM", DataSpace.WEIGHTS), within(1.0));
    }
    assertThat(cost.savedPicojoules()).isCloseTo(spared, within(1e-6 * spared));
  }

  /** At every step, what is kept and the tiles in use fit the buffer together. */
  @Test
  void whatIsKeptFits() throws Exception {
    List<NetworkStep> steps = steps(RESNET);
    for (long bytes : new long[] {8 << 10, 24 << 10, 48 << 10}) {
      NetworkCost cost = cost(steps, bytes);
      int kept = 0;
      for (int step = 0; step < steps.size(); step++) {
        long bits = cost.steps().get(step).tileBits();
        for (int written = 0; written <= step; written++) {
          StepCost map = cost.steps().get(written);
          int last = written;
          for (int reader = written; reader < steps.size(); reader++) {
            int from = written;
            last =
                steps.get(reader).reads().stream().anyMatch(r -> r.step() == from) ? reader : last;
          }
          bits += map.keptOnChip() && last >= step ? Math.round(map.mapBytes() * 8) : 0;
        }
        assertThat(bits).as("%d bytes, step %d", bytes, step).isLessThanOrEqualTo(bytes * 8);
        kept += cost.steps().get(step).keptOnChip() ? 1 : 0;
      }
      assertThat(kept).isLessThan(steps.size() - 1);
      assertThat(cost.savedPicojoules()).isBetween(0.0, cost.totalPicojoules());
      assertThat(bytes < 48 << 10 || kept > 0).isTrue();
    }
  }

  /** Tiles give way to maps, never at a loss; what is spared is what is not moved. */
  @Test
  void smallerTilesMakeRoomForMaps() throws Exception {
    List<NetworkStep> steps = steps(RESNET);
    boolean gaveWay = false;
    for (long bytes : new long[] {24 << 10, 48 << 10, 96 << 10}) {
      NetworkCost cost = cost(steps, bytes);
      double spared = 0;
      for (int index = 0; index < steps.size(); index++) {
        StepCost step = cost.steps().get(index);
        Energy fused = step.fusedCost().energy();
        double moved = step.keptOnChip() ? step.mapBytes() * 8 / 16 * 460 : 0;
        for (NetworkStep.Read read : steps.get(index).reads()) {
          moved +=
              cost.steps().get(read.step()).keptOnChip()
                  ? fused.picojoules("DRAM", DataSpace.INPUTS) * read.share()
                  : 0;
        }
        double apart = step.cost().energy().totalPicojoules();
        gaveWay |= fused.totalPicojoules() > apart;
        assertThat(fused.totalPicojoules()).isGreaterThanOrEqualTo(apart * (1 - 1e-3));
        assertThat(step.savedPicojoules())
            .isCloseTo(apart - fused.totalPicojoules() + moved, within(1e-6 * apart));
        spared += step.savedPicojoules();
      }
      assertThat(spared).isBetween(0.0, cost.totalPicojoules());
    }
    assertThat(gaveWay).isTrue();
  }

  @Test
  void aLayerThatDoesNotFitIsNamed() {
    assertThatThrownBy(
            () ->
                NetworkCost.of(
                    NetworkSteps.of(RESNET, PrecisionPlans.of("fp32", RESNET), 1, Zeros.NONE),
                    Accelerators.withRegisterFile(Accelerators.isca16(), 6),
                    Dataflows.ROW_STATIONARY))
        .isInstanceOf(NoMappingException.class)
        .hasMessageStartingWith("Layer conv1: ");
  }
}
