package org.greensweep.jobs.cli;

import java.util.List;
import org.greensweep.hardware.Accelerator;
import org.greensweep.hardware.LayerCost;
import org.greensweep.hardware.LevelAccesses;
import org.greensweep.hardware.LevelKind;
import org.greensweep.hardware.MappingEvaluation;
import org.greensweep.hardware.Objective;
import org.jspecify.annotations.Nullable;

/**
 * What {@code map --json} prints: a mapping, its accesses by level and data space (words of one
 * instance), and its energy.
 *
 * @param dataflow the one that allows the mapping, null when the mapping was given
 * @param networkPj picojoules of the wires of the array, which no level has
 * @param search null when the mapping was given
 */
record MapAnswer(
    String accelerator,
    @Nullable String dataflow,
    String mapping,
    long cycles,
    double seconds,
    double utilization,
    long macs,
    double energyPj,
    double computePj,
    double staticPj,
    double networkPj,
    List<Level> levels,
    @Nullable Search search) {

  /** Accesses of one data space at one level. */
  record Level(
      String level,
      String dataspace,
      boolean kept,
      long tileWords,
      long instances,
      long reads,
      long fills,
      long updates,
      long maxMulticast,
      double energyPj) {
    private static Level of(LevelAccesses accesses) {
      return new Level(
          accesses.level(),
          accesses.space().id(),
          accesses.kept(),
          accesses.tileWords(),
          accesses.instances(),
          accesses.reads(),
          accesses.fills(),
          accesses.updates(),
          accesses.maxMulticast(),
          accesses.picojoules());
    }
  }

  /**
   * How the mapping was found.
   *
   * @param gapPercent how far above the least possible it may be
   */
  record Search(long evaluated, long pruned, boolean optimal, double gapPercent, double seconds) {
    static Search of(LayerCost cost, Objective objective, double seconds) {
      return new Search(
          cost.evaluated(), cost.pruned(), cost.optimal(), cost.gapPercent(objective), seconds);
    }
  }

  static MapAnswer of(
      Accelerator accelerator,
      @Nullable String dataflow,
      MappingEvaluation evaluation,
      @Nullable Search search) {
    return new MapAnswer(
        accelerator.name(),
        dataflow,
        evaluation.mapping().toString(),
        evaluation.cycles(),
        evaluation.seconds(),
        evaluation.utilization(),
        evaluation.macs(),
        evaluation.energy().totalPicojoules(),
        evaluation.energy().computePicojoules(),
        evaluation.energy().staticPicojoules(),
        evaluation.energy().picojoules(LevelKind.NETWORK),
        evaluation.levels().stream().map(Level::of).toList(),
        search);
  }
}
