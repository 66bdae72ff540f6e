package org.greensweep.bench;

import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Whole networks of the zoo, image by image; every precision in forks of its own. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class NetworkBenchmark {
  /** A name of the zoo. */
  @Param({"resnet-18", "mobilenet-v2", "binarydensenet-28"})
  public String network = "";

  /** A precision plan. */
  @Param({"fp32", "int8", "binary"})
  public String precision = "";

  /** Height and width of the image. */
  @Param("224")
  public int resolution;

  @Param("1")
  public int threads;

  private Work work;

  @Setup
  public void prepare() {
    work = Engine.JAVA.prepare(new Subject.ZooNetwork(network, resolution), precision, threads);
  }

  @Benchmark
  public void run() {
    work.run();
  }

  /** What the last run left. */
  float[] answer() {
    return work.answer();
  }

  @TearDown
  public void end() {
    work.close();
  }
}
