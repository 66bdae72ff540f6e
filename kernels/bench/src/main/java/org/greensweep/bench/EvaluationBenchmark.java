package org.greensweep.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.greensweep.hardware.Accelerator;
import org.greensweep.hardware.Arithmetic;
import org.greensweep.hardware.Clock;
import org.greensweep.hardware.ConvolutionProblem;
import org.greensweep.hardware.LevelKind;
import org.greensweep.hardware.Mapping;
import org.greensweep.hardware.MappingCosts;
import org.greensweep.hardware.MemoryLevel;
import org.greensweep.hardware.OperationEnergy;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Evaluations of mappings of AlexNet's third convolution, on three levels and on five. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EvaluationBenchmark {
  /**
   * Mappings by design; {@code divided} has factors that divide, {@code ragged} one that does not.
   */
  private static final List<String> THREE =
      List.of(
          "DRAM[WIO] for M24 C2 / B1[WIO] for C32 Q13 | spX P13 | spY C4 R3 / RegFile[WIO] for M16 S3",
          "DRAM[WIO] for C16 M8 / B1[WIO] for P13 C4 Q13 | spX M16 | spY C4 R3 / RegFile[WIO] for M3 S3",
          "DRAM[WIO] for M6 C8 / B1[WIO] for C4 Q13 | spX P13 | spY M4 R3 / RegFile[WIO] for C8 M16 S3");

  private static final List<String> THREE_RAGGED =
      List.of(
          "DRAM[WIO] for M24 C2 / B1[WIO] for C32 Q13 | spX P7 | spY C4 R3 / RegFile[WIO] for M16 S3 P2",
          "DRAM[WIO] for C16 M8 / B1[WIO] for P5 C4 Q13 | spX M16 | spY C4 R3 / RegFile[WIO] for M3 S3 P3",
          "DRAM[WIO] for M6 C9 / B1[WIO] for C10 Q13 | spX P13 | spY M4 R3 / RegFile[WIO] for C3 M16 S3");

  private static final List<String> FIVE =
      List.of(
          "DRAM[WIO] for M4 / B1[WIO] for C4 M2 / B2[WIO] for C2 M3 / B3[WIO] for C8 Q13 | spX P13 | spY C4 R3 / RegFile[WIO] for M16 S3",
          "DRAM[WIO] for C4 / B1[WIO] for M8 C2 / B2[WIO] for C2 P13 / B3[WIO] for C4 Q13 | spX M16 | spY C4 R3 / RegFile[WIO] for M3 S3");

  private static final List<String> FIVE_RAGGED =
      List.of(
          "DRAM[WIO] for M4 / B1[WIO] for C4 M2 / B2[WIO] for C2 M3 / B3[WIO] for C8 Q13 | spX P7 | spY C4 R3 / RegFile[WIO] for M16 S3 P2",
          "DRAM[WIO] for C4 / B1[WIO] for M8 C2 / B2[WIO] for C2 P5 / B3[WIO] for P3 C4 Q13 | spX M16 | spY C4 R3 / RegFile[WIO] for M3 S3");

  @Param({"three", "three-ragged", "five", "five-ragged"})
  public String design = "";

  private MappingCosts costs;
  private int next;

  @Setup
  public void prepare() {
    List<String> texts =
        switch (design) {
          case "three" -> THREE;
          case "three-ragged" -> THREE_RAGGED;
          case "five" -> FIVE;
          default -> FIVE_RAGGED;
        };
    costs =
        new MappingCosts(
            problem(),
            accelerator(design.startsWith("three") ? 1 : 3),
            texts.stream().map(Mapping::parse).toList());
  }

  @Benchmark
  public double evaluation() {
    next = next + 1 < costs.size() ? next + 1 : 0;
    return costs.picojoules(next);
  }

  private static ConvolutionProblem problem() {
    return new ConvolutionProblem(
        1, 1, 384, 256, 13, 13, 3, 3, 1, 1, 1, 1, Arithmetic.INT16, Arithmetic.INT16, 16, 16, 0);
  }

  private static Accelerator accelerator(int buffers) {
    List<MemoryLevel> levels = new ArrayList<>();
    levels.add(level("DRAM", LevelKind.DRAM, 0, 200));
    for (int buffer = 1; buffer <= buffers; buffer++) {
      levels.add(level("B" + buffer, LevelKind.BUFFER, 1 << 24, 6));
    }
    levels.add(level("RegFile", LevelKind.REGISTER_FILE, 1 << 12, 1));
    return new Accelerator(
        "bench-" + buffers,
        "",
        "as isca16-256, memories large enough for every mapping here",
        16,
        16,
        levels,
        List.of(new OperationEnergy("int16", 1, "Chen 2016, Table IV")),
        new Clock(200e6, 0, 0, "none"),
        null,
        null);
  }

  private static MemoryLevel level(String name, LevelKind kind, long bytes, double picojoules) {
    return new MemoryLevel(
        name,
        kind,
        bytes,
        null,
        null,
        16,
        picojoules,
        picojoules,
        null,
        null,
        null,
        "Chen 2016, Table IV");
  }
}
