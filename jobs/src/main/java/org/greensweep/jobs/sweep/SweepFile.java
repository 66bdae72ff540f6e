package org.greensweep.jobs.sweep;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sweep file as written: axes by name, {@code null} where the file leaves one out. {@link Sweep}
 * gives it meaning.
 *
 * @param name what the sweep is called in the catalogue
 * @param networks zoo names, or paths of ONNX files relative to the sweep file
 * @param precisions names of precision plans, or plans of their own
 * @param dataflows names of files in conf/dataflows, or paths of YAML files
 * @param resolutions input height and width in pixels
 * @param accelerators names of files in conf/accelerators, or paths of YAML files
 * @param batches images per inference batch
 * @param inputZeroFractions fraction of input activations that are zero, 0 to below 1, for zero
 *     gating, zero skipping and compression
 * @param weightZeroFractions fraction of weights that are zero, 0 to below 1, for zero skipping and
 *     compression
 * @param runtimes host runtimes that are measured
 * @param regions ids of grid regions
 * @param pue power usage effectiveness of the facility, or the catalogue's current default
 * @param inferences how many inferences the functional unit 'sweep' stands for
 * @param functionalUnits what footprints are about: inference, 1000-inferences, year@RATE, sweep
 * @param hostWatts power of the host while the accelerator works
 * @param idleWatts power of host and accelerator while they wait, in a year at a rate
 * @param embodied the device whose manufacture is counted
 * @param hostRegion the grid of the machines that run the sweep itself
 * @param threads threads of the measured host runtime
 * @param measurementSeconds time budget of one measured workload, warm-up and samples together
 * @param seed seed of the random weights and inputs
 */
public record SweepFile(
    @Nullable String name,
    @Nullable List<String> networks,
    @Nullable List<PrecisionEntry> precisions,
    @Nullable List<String> dataflows,
    @Nullable List<Integer> resolutions,
    @Nullable List<String> accelerators,
    @Nullable List<Integer> batches,
    @Nullable List<Double> inputZeroFractions,
    @Nullable List<Double> weightZeroFractions,
    @Nullable List<String> runtimes,
    @Nullable List<String> regions,
    @Nullable Double pue,
    @Nullable Long inferences,
    @Nullable List<String> functionalUnits,
    @Nullable Double hostWatts,
    @Nullable Double idleWatts,
    @Nullable EmbodiedFile embodied,
    @Nullable String hostRegion,
    @Nullable Integer threads,
    @Nullable Double measurementSeconds,
    @Nullable Long seed) {
  /**
   * A device whose manufacture is counted.
   *
   * @param device id in the catalogue's table of embodied carbon
   * @param share the part of the device that is kept for the service, 1 where left out
   * @param lifetimeYears how long the device is used, as in the table where left out
   */
  public record EmbodiedFile(
      @Nullable String device, @Nullable Double share, @Nullable Double lifetimeYears) {}
}
