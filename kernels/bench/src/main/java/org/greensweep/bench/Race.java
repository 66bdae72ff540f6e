package org.greensweep.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Times contestants over one subject in turn, round after round, until each had enough turns that
 * nobody disturbed, on processors equally far apart; before that, their answers must agree.
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
   * @param rounds turns of each contestant that count
   * @param patienceSeconds for more turns of those that were disturbed, in all
   */
  record Settings(
      double longestWarmupSeconds, double sliceSeconds, int rounds, double patienceSeconds) {
    static final Settings SHORT = new Settings(8, 0.05, 7, 6);
    static final Settings LONG = new Settings(20, 0.2, 25, 120);
  }

  /** All of {@code comparisons} are of one subject; a wrong answer stops everything. */
  List<Measured> run(
      List<Comparison> comparisons,
      List<WorkerProcess> workers,
      Function<Comparison, Measured.Circumstances> circumstances) {
    Subject subject = comparisons.get(0).subject();
    Map<Contestant, float[]> answers = new LinkedHashMap<>();
    workers.parallelStream().forEach(worker -> worker.prepare(subject));
    workers.forEach(worker -> answers.put(worker.contestant(), worker.answer()));
    double[] differences =
        comparisons.stream().mapToDouble(comparison -> difference(comparison, answers)).toArray();
    Map<Contestant, List<Slice>> slices = slices(workers);
    List<Measured> measured = new ArrayList<>();
    for (int i = 0; i < differences.length; i++) {
      Comparison comparison = comparisons.get(i);
      List<Slice> oursSlices = Slice.alike(of(slices, comparison.ours()));
      List<Slice> baselineSlices = Slice.alike(of(slices, comparison.baseline()));
      int rounds = Math.min(settings.rounds(), Math.min(oursSlices.size(), baselineSlices.size()));
      double[] ours = Slice.best(oursSlices, rounds);
      double[] baseline = Slice.best(baselineSlices, rounds);
      measured.add(
          new Measured(
              comparison,
              Ratio.of(baseline, ours),
              Ratio.ofSamples(ours),
              Ratio.ofSamples(baseline),
              rounds,
              Math.min(Slice.undisturbed(oursSlices), Slice.undisturbed(baselineSlices)),
              Slice.roundTripNanoseconds(oursSlices),
              differences[i],
              circumstances.apply(comparison)));
    }
    return measured;
  }

  private Map<Contestant, List<Slice>> slices(List<WorkerProcess> workers) {
    // Side by side: how fast the last run of a warm-up was matters to nobody.
    workers.parallelStream().forEach(worker -> worker.warmUp(settings.longestWarmupSeconds()));
    Map<Contestant, List<Slice>> slices = new LinkedHashMap<>();
    workers.forEach(worker -> slices.put(worker.contestant(), new ArrayList<>()));
    for (int round = 0; round < settings.rounds(); round++) {
      workers.forEach(worker -> turn(worker, slices));
    }
    List<WorkerProcess> disturbed = disturbed(workers, slices);
    long start = System.nanoTime();
    while (!disturbed.isEmpty() && System.nanoTime() - start < settings.patienceSeconds() * 1e9) {
      disturbed.forEach(worker -> turn(worker, slices));
      disturbed = disturbed(workers, slices);
    }
    return slices;
  }

  private void turn(WorkerProcess worker, Map<Contestant, List<Slice>> slices) {
    of(slices, worker.contestant()).add(worker.time(settings.sliceSeconds()));
  }

  private List<WorkerProcess> disturbed(
      List<WorkerProcess> workers, Map<Contestant, List<Slice>> slices) {
    return workers.stream()
        .filter(
            worker ->
                Slice.undisturbed(Slice.alike(of(slices, worker.contestant()))) < settings.rounds())
        .toList();
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
