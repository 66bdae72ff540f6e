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

/** Kernels one by one; of a binary convolution also the fp32 form. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class KernelBenchmark {
  /** A {@link Subject}. */
  @Param({
    "gemm:256",
    "gemm:1024",
    "binary-convolution:64@56",
    "binary-convolution:128@28",
    "binary-convolution:256@14",
    "binary-convolution:512@7"
  })
  public String subject = "";

  private Work work;

  @Setup
  public void prepare() {
    work = Engine.JAVA.prepare(Subject.parse(subject), "fp32", 1);
  }

  @Benchmark
  public void fp32() {
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
