package org.greensweep.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Times contestants over one subject in turn, round after round, so that a change of the machine's
 * pace falls on all of them; before that, their answers must agree.
 */
final class Race {
  private final Settings settings;

  Race(Settings settings) {
    this.settings = settings;
  }

  /**
   * How long to measure.
   *
   * @param longestWarmupSeconds of each contestant; most are as fast as they get before
   * @param sliceSeconds of one turn
   */
  record Settings(double longestWarmupSeconds, double sliceSeconds, int rounds) {
    static final Settings SHORT = new Settings(4, 0.05, 7);
    static final Settings LONG = new Settings(20, 0.2, 25);
  }

  /** All of {@code comparisons} are of one subject; a wrong answer stops everything. */
  List<Measured> run(
      List<Comparison> comparisons,
      List<WorkerProcess> workers,
      Function<Comparison, Measured.Circumstances> circumstances) {
    Subject subject = comparisons.get(0).subject();
    Map<Contestant, float[]> answers = new LinkedHashMap<>();
    for (WorkerProcess worker : workers) {
      worker.prepare(subject);
      answers.put(worker.contestant(), worker.answer());
    }
    double[] differences =
        comparisons.stream().mapToDouble(comparison -> difference(comparison, answers)).toArray();
    Map<Contestant, double[]> seconds = times(workers);
    List<Measured> measured = new ArrayList<>();
    for (int i = 0; i < differences.length; i++) {
      Comparison comparison = comparisons.get(i);
      double[] ours = of(seconds, comparison.ours());
      double[] baseline = of(seconds, comparison.baseline());
      measured.add(
          new Measured(
              comparison,
              Ratio.of(baseline, ours),
              Ratio.ofSamples(ours),
              Ratio.ofSamples(baseline),
              settings.rounds(),
              differences[i],
              circumstances.apply(comparison)));
    }
    return measured;
  }

  private Map<Contestant, double[]> times(List<WorkerProcess> workers) {
    Map<Contestant, double[]> seconds = new LinkedHashMap<>();
    for (WorkerProcess worker : workers) {
      worker.warmUp(settings.longestWarmupSeconds());
      seconds.put(worker.contestant(), new double[settings.rounds()]);
    }
    for (int round = 0; round < settings.rounds(); round++) {
      for (WorkerProcess worker : workers) {
        of(seconds, worker.contestant())[round] = worker.time(settings.sliceSeconds());
      }
    }
    return seconds;
  }

  private static <T> T of(Map<Contestant, T> values, Contestant contestant) {
    return Objects.requireNonNull(values.get(contestant), contestant::toString);
  }

  private static double difference(Comparison comparison, Map<Contestant, float[]> answers) {
    float[] ours = of(answers, comparison.ours());
    float[] baseline = of(answers, comparison.baseline());
    double difference = difference(ours, baseline);
    if (!(difference <= comparison.row().tolerance())) {
      throw new IllegalStateException(
          "%s: %s and %s differ by %.2g of the largest value, at most %.0e is allowed; wrong code is not timed"
              .formatted(
                  comparison.subject(),
                  comparison.ours(),
                  comparison.baseline(),
                  difference,
                  comparison.row().tolerance()));
    }
    return difference;
  }

  /** Largest difference relative to the largest value of {@code expected}; NaN for other sizes. */
  static double difference(float[] values, float[] expected) {
    if (values.length != expected.length) {
      return Double.NaN;
    }
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < values.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs((double) values[i] - expected[i]));
    }
    return difference / largest;
  }
}
