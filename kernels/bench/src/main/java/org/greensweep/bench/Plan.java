package org.greensweep.bench;

import static org.greensweep.bench.Engine.JAVA;
import static org.greensweep.bench.Engine.ONEDNN;
import static org.greensweep.bench.Engine.OPENBLAS;

import java.util.ArrayList;
import java.util.List;

/** Which comparisons a run makes, those of one subject together. */
final class Plan {
  private static final int GEMM_SIZE = 1024;

  private Plan() {}

  static List<List<Comparison>> of(boolean brief) {
    List<List<Comparison>> races = new ArrayList<>();
    races.add(gemm());
    return races;
  }

  private static List<Comparison> gemm() {
    Subject subject = new Subject.Gemm(GEMM_SIZE);
    Contestant ours = Contestant.of(JAVA, "fp32");
    return List.of(
        new Comparison(Row.GEMM_OPENBLAS, subject, ours, Contestant.of(OPENBLAS, "fp32")),
        new Comparison(Row.GEMM_ONEDNN, subject, ours, Contestant.of(ONEDNN, "fp32")));
  }
}
