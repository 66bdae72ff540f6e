package org.greensweep.hardware.studies;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.greensweep.hardware.Accelerator;
import org.greensweep.hardware.DataSpace;

/**
 * The Eyeriss chip on AlexNet (Chen et al., JSSC 2017, Table V): what the engine counts on the
 * published mappings beside what was measured. Every function takes the chip, {@code eyeriss.yaml}.
 */
public final class EyerissStudy {
  private EyerissStudy() {}

  /** The five layers. */
  public static List<EyerissRun> runs(Accelerator chip) {
    return EyerissLayer.all().stream().map(layer -> EyerissRun.of(layer, chip)).toList();
  }

  private static List<Comparison> compare(
      Accelerator chip,
      String unit,
      ToDoubleFunction<EyerissLayer> published,
      Function<EyerissRun, Double> ours) {
    return runs(chip).stream()
        .map(
            run ->
                new Comparison(
                    run.layer().name(),
                    unit,
                    published.applyAsDouble(run.layer()),
                    ours.apply(run)))
        .toList();
  }

  /** Traffic of the global buffer, layer by layer. */
  public static List<Comparison> bufferTraffic(Accelerator chip) {
    return compare(chip, "MB", EyerissLayer::bufferMegabytes, EyerissRun::bufferMegabytes);
  }

  /** Traffic of DRAM with coded maps, layer by layer. */
  public static List<Comparison> dramTraffic(Accelerator chip) {
    return compare(chip, "MB", EyerissLayer::dramMegabytes, EyerissRun::dramMegabytes);
  }

  /** DRAM traffic without run-length coding over that with it. */
  public static List<Comparison> runLengthSavings(Accelerator chip) {
    return compare(
        chip, "x", EyerissLayer::rawOverCoded, run -> run.rawDramMegabytes() / run.dramMegabytes());
  }

  /** Power of the chip; the clock's share is the one figure fitted to this table. */
  public static List<Comparison> power(Accelerator chip) {
    return compare(chip, "mW", EyerissLayer::milliwatts, run -> run.milliwatts(chip.clock()));
  }

  /** Time of processing. */
  public static List<Comparison> processingTime(Accelerator chip) {
    return compare(chip, "ms", EyerissLayer::processingMilliseconds, EyerissRun::milliseconds);
  }

  /** Share of the PEs' power that zero gating saves over the five layers, in percent. */
  public static Comparison zeroGating(Accelerator chip) {
    double gated = 0;
    double plain = 0;
    for (EyerissRun run : runs(chip)) {
      gated += EyerissRun.inPes(run.sparse());
      plain += EyerissRun.inPes(run.dense());
    }
    return new Comparison("PE power saved by zero gating", "%", 45, 100 * (1 - gated / plain));
  }

  /**
   * Accesses without any reuse (two operands read, a partial sum read and written per
   * multiply-accumulate) over those of the published mappings, at the buffer and at DRAM.
   */
  public static List<Comparison> reuse(Accelerator chip) {
    double without = 0;
    double buffer = 0;
    double dram = 0;
    for (EyerissRun run : runs(chip)) {
      without += 4.0 * run.dense().macs();
      for (DataSpace space : DataSpace.values()) {
        buffer += accesses(run, 1, space);
        dram += accesses(run, 0, space);
      }
    }
    return List.of(
        new Comparison("buffer accesses", "x", 100, without / buffer),
        new Comparison("DRAM accesses", "x", 1000, without / dram));
  }

  private static long accesses(EyerissRun run, int level, DataSpace space) {
    return run.at(level, space).reads() + run.at(level, space).updates();
  }
}
