package org.greensweep.hardware.studies;

import org.greensweep.hardware.Accelerator;
import org.greensweep.hardware.Clock;
import org.greensweep.hardware.ConvolutionProblem;
import org.greensweep.hardware.DataSpace;
import org.greensweep.hardware.Energy;
import org.greensweep.hardware.LevelAccesses;
import org.greensweep.hardware.LevelKind;
import org.greensweep.hardware.Mapping;
import org.greensweep.hardware.MappingEvaluation;
import org.greensweep.hardware.RunLengthCode;

/** What the engine counts and costs for a layer of the Eyeriss chip on its published mapping. */
public record EyerissRun(EyerissLayer layer, MappingEvaluation sparse, MappingEvaluation dense) {
  private static final double MEGABYTES_PER_WORD = 2e-6;

  /** Runs {@code layer} on {@code chip}, with the zeros of its input and without. */
  public static EyerissRun of(EyerissLayer layer, Accelerator chip) {
    Mapping mapping = Mapping.parse(layer.mapping());
    ConvolutionProblem problem = layer.problem();
    return new EyerissRun(
        layer,
        MappingEvaluation.of(problem.withInputZeroFraction(layer.inputZeros()), chip, mapping),
        MappingEvaluation.of(problem, chip, mapping));
  }

  /** Accesses of {@code space} at store {@code level}, outermost 0. */
  LevelAccesses at(int level, DataSpace space) {
    return dense.levels().get(level * DataSpace.values().length + space.ordinal());
  }

  /** Buffer traffic: inputs and partial sums; finished outputs are read out to DRAM. */
  public double bufferMegabytes() {
    long words =
        at(1, DataSpace.INPUTS).reads()
            + at(1, DataSpace.OUTPUTS).reads()
            + at(1, DataSpace.OUTPUTS).updates()
            + at(0, DataSpace.OUTPUTS).updates();
    return words * MEGABYTES_PER_WORD;
  }

  /** DRAM traffic with run-length coded maps, raw where that is shorter. */
  public double dramMegabytes() {
    double in = Math.min(16, RunLengthCode.EYERISS.expectedBits(1 - layer.inputZeros()));
    double out = Math.min(16, RunLengthCode.EYERISS.expectedBits(layer.outputDensity()));
    return (at(0, DataSpace.WEIGHTS).reads() * 16
            + at(0, DataSpace.INPUTS).reads() * in
            + at(0, DataSpace.OUTPUTS).updates() * out)
        / 8e6;
  }

  /** DRAM traffic of maps as they are. */
  public double rawDramMegabytes() {
    return (at(0, DataSpace.WEIGHTS).reads()
            + at(0, DataSpace.INPUTS).reads()
            + at(0, DataSpace.OUTPUTS).updates())
        * MEGABYTES_PER_WORD;
  }

  /** Energy of the chip without DRAM, clock and leakage. */
  public double switchedMillijoules() {
    Energy energy = sparse.energy();
    return (energy.totalPicojoules()
            - energy.picojoules(LevelKind.DRAM)
            - energy.staticPicojoules())
        * 1e-9;
  }

  /** Power of the chip over the whole time that was measured. */
  public double milliwatts(Clock clock) {
    return switchedMillijoules() / layer.totalMilliseconds() * 1e3
        + clock.staticMilliwatts()
        + clock.clockMilliwatts();
  }

  /** Time of processing. */
  public double milliseconds() {
    return sparse.seconds() * 1e3;
  }

  /** Energy in the PEs, picojoules: multiply-accumulates and register files. */
  static double inPes(MappingEvaluation evaluation) {
    return evaluation.energy().computePicojoules()
        + evaluation.energy().picojoules(LevelKind.REGISTER_FILE);
  }
}
