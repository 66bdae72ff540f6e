package org.greensweep.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.greensweep.hardware.Accelerator;
import org.greensweep.hardware.DataSpace;
import org.greensweep.hardware.Energy;
import org.greensweep.hardware.MemoryLevel;
import org.greensweep.hardware.NetworkCost;
import org.greensweep.hardware.StepCost;

/**
 * What {@code energy} says of a network on an accelerator, per inference: a batch's cost divided by
 * the batch.
 *
 * @param fusedEnergyJ the second estimate: with feature maps kept on chip where they fit
 */
record EnergyAnswer(
    String network,
    String precision,
    int batch,
    String accelerator,
    String dataflow,
    long macs,
    double latencyS,
    double energyJ,
    double fusedEnergyJ,
    ByData byData,
    double dramBytes,
    double mapsKeptBytes,
    List<Layer> layers) {
  private static final double JOULES_PER_PICOJOULE = 1e-12;

  /** Joules by what moves, and of arithmetic, as the MIT estimation tool reports. */
  record ByData(
      double weightsJ, double inputsJ, double outputsJ, double computationJ, double staticJ) {}

  /** Joules of one data space at one level. */
  record Part(String level, String dataspace, double energyJ) {}

  /** One layer. */
  record Layer(
      String layer,
      long macs,
      String mapping,
      double latencyS,
      double utilization,
      double energyJ,
      double computationJ,
      double staticJ,
      List<Part> parts,
      double dramWeightBytes,
      double dramInputBytes,
      double dramOutputBytes,
      boolean keptOnChip,
      String fusedMapping,
      double fusionSavesJ) {
    /** Of the level called {@code level}. */
    double energyOf(String level) {
      return sum(parts, part -> part.level().equals(level) ? part.energyJ() : 0);
    }

    /** Of {@code space} at all levels. */
    double energyOf(DataSpace space) {
      return sum(parts, part -> part.dataspace().equals(space.id()) ? part.energyJ() : 0);
    }

    double dramBytes() {
      return dramWeightBytes + dramInputBytes + dramOutputBytes;
    }
  }

  static <T> double sum(List<T> values, ToDoubleFunction<T> of) {
    return values.stream().mapToDouble(of).sum();
  }

  static EnergyAnswer of(
      String network,
      String precision,
      int batch,
      Accelerator accelerator,
      String dataflow,
      NetworkCost cost) {
    List<Layer> layers =
        cost.steps().stream().map(step -> layer(step, batch, accelerator)).toList();
    double energy = sum(layers, Layer::energyJ);
    return new EnergyAnswer(
        network,
        precision,
        batch,
        accelerator.name(),
        dataflow,
        layers.stream().mapToLong(Layer::macs).sum(),
        sum(layers, Layer::latencyS),
        energy,
        energy - sum(layers, Layer::fusionSavesJ),
        new ByData(
            sum(layers, layer -> layer.energyOf(DataSpace.WEIGHTS)),
            sum(layers, layer -> layer.energyOf(DataSpace.INPUTS)),
            sum(layers, layer -> layer.energyOf(DataSpace.OUTPUTS)),
            sum(layers, Layer::computationJ),
            sum(layers, Layer::staticJ)),
        sum(layers, Layer::dramBytes),
        sum(cost.steps(), step -> step.keptOnChip() ? step.mapBytes() / batch : 0),
        layers);
  }

  private static Layer layer(StepCost step, int batch, Accelerator accelerator) {
    double joules = JOULES_PER_PICOJOULE / batch;
    Energy energy = step.cost().energy();
    List<Part> parts = new ArrayList<>();
    for (MemoryLevel level : accelerator.levels()) {
      for (DataSpace space : DataSpace.values()) {
        parts.add(
            new Part(level.name(), space.id(), energy.picojoules(level.name(), space) * joules));
      }
    }
    return new Layer(
        step.step().name(),
        step.cost().macs() / batch,
        step.cost().mapping(),
        step.cost().seconds() / batch,
        step.cost().utilization(),
        energy.totalPicojoules() * joules,
        energy.computePicojoules() * joules,
        energy.staticPicojoules() * joules,
        parts,
        step.weightBytes() / batch,
        step.inputBytes() / batch,
        step.outputBytes() / batch,
        step.keptOnChip(),
        step.fusedCost().mapping(),
        step.savedPicojoules() * joules);
  }
}
