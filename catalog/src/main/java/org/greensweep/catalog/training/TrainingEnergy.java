package org.greensweep.catalog.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.greensweep.catalog.CatalogError;
import org.greensweep.catalog.carbon.Joules;
import org.greensweep.catalog.reference.CsvFile;
import org.greensweep.catalog.reference.CsvRow;

/**
 * The energy of training: operations by what one of them cost in large runs. The backward pass
 * takes twice the work of the forward pass, since it computes the gradients of inputs and of
 * weights. A rough figure: it knows neither memory traffic nor how well a device is used.
 */
public final class TrainingEnergy {
  private static final int PASSES = 3;
  private static final int OPERATIONS_PER_MAC = 2;
  private static final double JOULES_PER_PICOJOULE = 1e-12;
  private static final double MOST_PICOJOULES = 1e6;
  private static final List<String> COLUMNS =
      List.of("id", "energy_pj", "meaning", "year", "source", "licence");

  private final Map<String, Double> picojoules = new HashMap<>();

  private TrainingEnergy() {}

  /** The data that ships with this module. */
  public static TrainingEnergy load() {
    TrainingEnergy energy = new TrainingEnergy();
    for (CsvRow row : CsvFile.resource("training-operations.csv", COLUMNS)) {
      row.text("meaning");
      row.year();
      row.source();
      row.text("licence");
      energy.picojoules.put(
          row.text("id"), row.number("energy_pj", Double.MIN_VALUE, MOST_PICOJOULES));
    }
    return energy;
  }

  /**
   * Forward and backward pass of some samples.
   *
   * @param macs multiply-accumulates of one forward pass
   * @param samples how many samples are passed, each epoch anew
   */
  public Joules of(long macs, long samples, TrainingSetting setting) {
    if (macs < 0 || samples < 1) {
      throw new CatalogError(
          "Training energy of %d multiply-accumulates and %d samples: neither may be negative, and"
                  .formatted(macs, samples)
              + " a sample is the least");
    }
    Double each = picojoules.get(setting.isHalf() ? "half" : "single");
    if (each == null) {
      throw new IllegalStateException("training-operations.csv has no row for " + setting);
    }
    double operations = (double) PASSES * OPERATIONS_PER_MAC * macs * samples;
    return new Joules(operations * each * JOULES_PER_PICOJOULE);
  }
}
