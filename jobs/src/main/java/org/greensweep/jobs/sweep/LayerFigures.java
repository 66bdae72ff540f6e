package org.greensweep.jobs.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.greensweep.hardware.Accelerator;
import org.greensweep.hardware.DataSpace;
import org.greensweep.hardware.Dataflow;
import org.greensweep.hardware.Energy;
import org.greensweep.hardware.LayerCost;
import org.greensweep.hardware.LevelKind;
import org.greensweep.hardware.MappingSearch;
import org.greensweep.hardware.NoMappingException;
import org.greensweep.hardware.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The modelled cost of one layer, per inference (a batch's cost divided by the batch), as it
 * crosses between stages and into table {@code layers}.
 *
 * @param failure why there is no cost, or {@code null}
 * @param energyComputeJ joules of arithmetic
 * @param energyStaticJ joules of leakage and clock over the layer's time
 * @param energyAccessJ joules by {@link #ACCESSES}, in its order
 */
public record LayerFigures(
    @Nullable String failure,
    @Nullable String mapping,
    double cycles,
    double latencyS,
    double utilization,
    double energyComputeJ,
    double energyStaticJ,
    List<Double> energyAccessJ,
    long mappingsEvaluated) {

  private static final double JOULES_PER_PICOJOULE = 1e-12;

  /** Where energy goes besides arithmetic: a kind of level and a data space. */
  public record Access(LevelKind level, DataSpace dataSpace) {
    /** {@code energy_dram_weights_j}: the column of this part. */
    public String column() {
      return "energy_" + name(level) + "_" + name(dataSpace) + "_j";
    }
  }

  /** Every level kind with every data space, in the order of the table. */
  public static final List<Access> ACCESSES = accesses();

  public LayerFigures {
    energyAccessJ = List.copyOf(energyAccessJ);
  }

  private static List<Access> accesses() {
    List<Access> accesses = new ArrayList<>();
    for (LevelKind level : LevelKind.values()) {
      for (DataSpace dataSpace : DataSpace.values()) {
        accesses.add(new Access(level, dataSpace));
      }
    }
    return List.copyOf(accesses);
  }

  /** {@code register_file} for {@code REGISTER_FILE}. */
  static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Searches the best mapping; a layer that no mapping fits is figures with the reason, never an
   * exception.
   */
  public static LayerFigures of(
      Problem problem, int batch, Accelerator accelerator, Dataflow dataflow) {
    try {
      return of(MappingSearch.best(problem, accelerator, dataflow), batch);
    } catch (NoMappingException e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return failed("fault of Greensweep's: " + e);
    }
  }

  static LayerFigures failed(String reason) {
    return new LayerFigures(
        reason, null, 0, 0, 0, 0, 0, ACCESSES.stream().map(access -> 0.0).toList(), 0);
  }

  private static LayerFigures of(LayerCost cost, int batch) {
    double joules = JOULES_PER_PICOJOULE / batch;
    return new LayerFigures(
        null,
        cost.mapping(),
        (double) cost.cycles() / batch,
        cost.seconds() / batch,
        cost.utilization(),
        cost.energy().computePicojoules() * joules,
        cost.energy().staticPicojoules() * joules,
        ACCESSES.stream().map(access -> picojoules(cost.energy(), access) * joules).toList(),
        cost.evaluated());
  }

  private static double picojoules(Energy energy, Access access) {
    return energy.parts().stream()
        .filter(part -> part.kind() == access.level() && part.space() == access.dataSpace())
        .mapToDouble(Energy.Part::picojoules)
        .sum();
  }

  /** All joules, the parts added in a fixed order. */
  public double energyJ() {
    double total = energyComputeJ + energyStaticJ;
    for (double part : energyAccessJ) {
      total += part;
    }
    return total;
  }

  public double energyJ(LevelKind level) {
    return sum(access -> access.level() == level);
  }

  public double energyJ(DataSpace dataSpace) {
    return sum(access -> access.dataSpace() == dataSpace);
  }

  private double sum(java.util.function.Predicate<Access> wanted) {
    double total = 0;
    for (int index = 0; index < ACCESSES.size(); index++) {
      if (wanted.test(ACCESSES.get(index))) {
        total += energyAccessJ.get(index);
      }
    }
    return total;
  }
}
