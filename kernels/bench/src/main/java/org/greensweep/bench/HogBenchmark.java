package org.greensweep.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.greensweep.inference.Executor;
import org.greensweep.inference.hog.HogDetector;
import org.greensweep.network.Shape;
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

/** Histograms of oriented gradients with a linear classifier over a pyramid. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class HogBenchmark {
  private static final double STEP = 1.2;

  @Param("480")
  public int height;

  @Param("640")
  public int width;

  private float[] image;
  private HogDetector detector;

  @Setup
  public void prepare() {
    image = Executor.randomInput(Shape.of(height, width), Subject.SEED);
    detector =
        new HogDetector(Executor.randomInput(Shape.of(HogDetector.WEIGHTS), Subject.SEED), 0, STEP);
  }

  @Benchmark
  public List<HogDetector.Level> run() {
    return detector.scores(image, height, width);
  }
}
