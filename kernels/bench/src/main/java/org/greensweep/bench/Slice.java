package org.greensweep.bench;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One turn of a contestant.
 *
 * @param seconds of its fastest run; of those at full pace, if there was one
 * @param undisturbed whether the processors had their full pace before and after that run
 */
record Slice(double seconds, boolean undisturbed) {

  static Slice parse(String text) {
    String[] parts = text.split(" ", -1);
    return new Slice(Double.parseDouble(parts[0]), Boolean.parseBoolean(parts[1]));
  }

  /** What {@link #parse} takes. */
  @Override
  public String toString() {
    return seconds + " " + undisturbed;
  }

  static int undisturbed(List<Slice> slices) {
    return (int) slices.stream().filter(Slice::undisturbed).count();
  }

  /**
   * The seconds of {@code count} of {@code slices}: the first undisturbed ones, and where they are
   * too few the fastest others behind them.
   */
  static double[] best(List<Slice> slices, int count) {
    Stream<Slice> disturbed =
        slices.stream()
            .filter(slice -> !slice.undisturbed)
            .sorted(Comparator.comparingDouble(Slice::seconds));
    return Stream.concat(slices.stream().filter(Slice::undisturbed), disturbed)
        .limit(count)
        .mapToDouble(Slice::seconds)
        .toArray();
  }
}
