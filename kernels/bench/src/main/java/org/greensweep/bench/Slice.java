package org.greensweep.bench;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One turn of a contestant.
 *
 * @param seconds of its fastest run; of those at full pace, if there was one
 * @param undisturbed whether the processors had their full pace before and after that run
 * @param roundTripNanoseconds between the processors of its threads; 0 for one thread
 */
record Slice(double seconds, boolean undisturbed, double roundTripNanoseconds) {

  static Slice parse(String text) {
    String[] parts = text.split(" ", -1);
    return new Slice(
        Double.parseDouble(parts[0]), Boolean.parseBoolean(parts[1]), Double.parseDouble(parts[2]));
  }

  /** What {@link #parse} takes. */
  @Override
  public String toString() {
    return seconds + " " + undisturbed + " " + roundTripNanoseconds;
  }

  private boolean isApart() {
    return RoundTrip.isApart(roundTripNanoseconds);
  }

  /**
   * The turns of {@code slices} whose processors shared a cache, or those whose did not, whichever
   * are more of the undisturbed ones: the others measured another machine.
   */
  static List<Slice> alike(List<Slice> slices) {
    List<Slice> counting =
        slices.stream().anyMatch(Slice::undisturbed)
            ? slices.stream().filter(Slice::undisturbed).toList()
            : slices;
    long apart = counting.stream().filter(Slice::isApart).count();
    boolean mostlyApart = 2 * apart > counting.size();
    return slices.stream().filter(slice -> slice.isApart() == mostlyApart).toList();
  }

  static int undisturbed(List<Slice> slices) {
    return (int) slices.stream().filter(Slice::undisturbed).count();
  }

  /** The median of {@code slices}. */
  static double roundTripNanoseconds(List<Slice> slices) {
    return Ratio.ofSamples(slices.stream().mapToDouble(Slice::roundTripNanoseconds).toArray())
        .median();
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
