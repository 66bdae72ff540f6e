package org.greensweep.bench;

/** The rows of the table: what is compared, what it has to reach and what it aims at. */
enum Row {
  FP32_NETWORKS("fp32 networks at 224: ONNX Runtime time / ours", 0.85, 1.0, Answers.EQUAL),
  GEMM_OPENBLAS("fp32 GEMM 1024: ours / OpenBLAS speed", 1.2, 1.3, Answers.EQUAL),
  GEMM_ONEDNN("fp32 GEMM 1024: ours / oneDNN speed", 0.85, 0.95, Answers.EQUAL),
  BINARY_CONVOLUTION(
      "binary 3x3 convolution, packing and threshold included: ONNX Runtime fp32 time / ours",
      10,
      15,
      Answers.EQUAL),
  BINARY_NETWORKS(
      "binary networks whole: ONNX Runtime fp32 time of the same network / ours",
      3,
      6,
      Answers.EQUAL),
  INT8_NETWORKS("int8 networks: our fp32 time / our int8 time", 1.0, 1.5, Answers.OWN),
  INT8_PEER(
      "int8 networks: ONNX Runtime int8 time / ours", Double.NaN, Double.NaN, Answers.ROUNDED),
  INT2_NETWORKS("int2 networks: our int8 time / our int2 time", 1.5, 3, Answers.OWN),
  TERNARY_NETWORKS("ternary networks: our int8 time / our ternary time", 1.5, 3, Answers.OWN),
  TWO_THREADS("fp32 networks: 2 threads against 1", 1.7, 1.9, Answers.EQUAL),
  OLDEST_JDK("fp32 networks: oldest JDK's speed / newest's", 0.9, 1.0, Answers.EQUAL),
  BINARY_AGAINST_SCALAR(
      "binary 3x3 convolution: time of our plain scalar fp32 / ours (the 58x of Rastegari 2016)",
      Double.NaN,
      Double.NaN,
      Answers.EQUAL),
  BINARY_AGAINST_BEST(
      "binary 3x3 convolution: time of our best fp32 / ours",
      Double.NaN,
      Double.NaN,
      Answers.EQUAL);

  /** How far the two answers may be apart, relative to the largest value. */
  private static final class Answers {
    static final double EQUAL = 1e-3;

    /** A value between two levels may fall to either side, and take others along. */
    static final double ROUNDED = 0.05;

    /** Another precision has answers of its own, which tests compare with those of a peer. */
    static final double OWN = Double.POSITIVE_INFINITY;
  }

  private final String title;
  private final double atLeast;
  private final double aim;
  private final double tolerance;

  Row(String title, double atLeast, double aim, double tolerance) {
    this.title = title;
    this.atLeast = atLeast;
    this.aim = aim;
    this.tolerance = tolerance;
  }

  String title() {
    return title;
  }

  /** The ratio to reach; not a number where the row only reports. */
  double atLeast() {
    return atLeast;
  }

  double aim() {
    return aim;
  }

  /** Largest difference of the two answers, relative to the largest value of the baseline's. */
  double tolerance() {
    return tolerance;
  }
}
