package org.greensweep.bench;

import static org.greensweep.bench.Engine.JAVA;
import static org.greensweep.bench.Engine.JAVA_SCALAR;
import static org.greensweep.bench.Engine.ONEDNN;
import static org.greensweep.bench.Engine.ONNX_RUNTIME;
import static org.greensweep.bench.Engine.OPENBLAS;

import java.util.ArrayList;
import java.util.List;
import org.greensweep.bench.Contestant.Jvm;

/** Which comparisons a run makes, those of one subject together. */
final class Plan {
  private static final int GEMM_SIZE = 1024;
  private static final int RESOLUTION = 224;
  private static final Contestant FP32 = Contestant.of(JAVA, "fp32");
  private static final Contestant PEER = Contestant.of(ONNX_RUNTIME, "fp32");

  /** One of each family. */
  private static final List<String> FEW =
      List.of(
          "alexnet",
          "googlenet",
          "resnet-18",
          "resnet-50",
          "mobilenet-v1",
          "mobilenet-v2",
          "mobilenet-v3-large",
          "squeezenet-1.1",
          "densenet-121",
          "efficientnet-b0",
          "vit-b-32");

  private static final List<String> MORE =
      List.of(
          "vgg-16",
          "resnet-34",
          "resnet-101",
          "resnet-152",
          "resnet-50-v1",
          "mobilenet-v3-small",
          "efficientnet-v2-rw-m",
          "squeezenet-1.0",
          "vit-b-16",
          "swin-b");

  private static final List<String> BINARY =
      List.of("binarydensenet-28", "meliusnet-22", "resnete-18");

  /** Channels and side of the maps of a residual network's four stages. */
  private static final int[][] STAGES = {{64, 56}, {128, 28}, {256, 14}, {512, 7}};

  private Plan() {}

  static List<List<Comparison>> of(boolean brief) {
    List<List<Comparison>> races = new ArrayList<>();
    races.add(gemm());
    for (int[] stage : STAGES) {
      races.add(binary(new Subject.BinaryConvolution(stage[0], stage[1])));
    }
    for (String name : BINARY) {
      Contestant ours = Contestant.of(JAVA, "binary");
      races.add(List.of(new Comparison(Row.BINARY_NETWORKS, subject(name), ours, PEER)));
    }
    FEW.forEach(name -> races.add(network(subject(name))));
    if (!brief) {
      MORE.forEach(name -> races.add(network(subject(name))));
    }
    return races;
  }

  private static Subject subject(String name) {
    return new Subject.ZooNetwork(name, RESOLUTION);
  }

  private static List<Comparison> gemm() {
    Subject subject = new Subject.Gemm(GEMM_SIZE);
    return List.of(
        new Comparison(Row.GEMM_OPENBLAS, subject, FP32, Contestant.of(OPENBLAS, "fp32")),
        new Comparison(Row.GEMM_ONEDNN, subject, FP32, Contestant.of(ONEDNN, "fp32")));
  }

  private static List<Comparison> binary(Subject subject) {
    Contestant ours = Contestant.of(JAVA, "binary");
    return List.of(
        new Comparison(Row.BINARY_CONVOLUTION, subject, ours, PEER),
        new Comparison(Row.BINARY_AGAINST_BEST, subject, ours, FP32),
        new Comparison(
            Row.BINARY_AGAINST_SCALAR, subject, ours, Contestant.of(JAVA_SCALAR, "fp32")));
  }

  private static List<Comparison> network(Subject subject) {
    List<Comparison> race = new ArrayList<>();
    race.add(new Comparison(Row.FP32_NETWORKS, subject, FP32, PEER));
    Contestant int8 = Contestant.of(JAVA, "int8");
    race.add(new Comparison(Row.INT8_NETWORKS, subject, int8, FP32));
    race.add(new Comparison(Row.INT8_PEER, subject, int8, Contestant.of(ONNX_RUNTIME, "int8")));
    race.add(new Comparison(Row.INT2_NETWORKS, subject, Contestant.of(JAVA, "int2"), int8));
    race.add(new Comparison(Row.TERNARY_NETWORKS, subject, Contestant.of(JAVA, "ternary"), int8));
    if (Runtime.getRuntime().availableProcessors() > 1) {
      race.add(new Comparison(Row.TWO_THREADS, subject, FP32.withThreads(2), FP32));
    }
    if (Jdks.severalVersions()) {
      race.add(new Comparison(Row.OLDEST_JDK, subject, FP32.on(Jvm.OLDEST), FP32));
    }
    return race;
  }
}
