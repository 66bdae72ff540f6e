package org.greensweep.jobs.claims;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.ToDoubleBiFunction;
import org.greensweep.catalog.carbon.Interval;
import org.greensweep.catalog.carbon.SignificantDigits;

/**
 * How badly one of two measures of the same networks predicts the other. Latencies are intervals:
 * two are the same only where both intervals lie within the limit, and a ratio is that of the ends
 * that face each other, so that noise makes no pair.
 */
final class MacsAndLatency {
  /** Figures whose ratio is below this count as the same. */
  static final double SAME = 1.1;

  private static final int DIGITS = 3;

  private MacsAndLatency() {}

  /**
   * A network at a resolution.
   *
   * @param macs multiply-accumulates of an inference
   * @param seconds its latency
   */
  record Point(String name, long macs, Interval seconds) {
    private String text() {
      return "%s (%s M, %s ms)"
          .formatted(name, digits(macs / 1e6), digits(seconds.central() * 1e3));
    }
  }

  /** Two points that are the same in one respect, and how far apart they are in the other. */
  record Pair(Point less, Point more, double ratio) {
    String text() {
      return more.text() + " and " + less.text();
    }
  }

  /** The pair of equal multiply-accumulates whose latencies are farthest apart, if there is one. */
  static Optional<Pair> latencyAtEqualMacs(List<Point> points) {
    return farthest(
        points,
        (less, more) -> same(less.macs(), more.macs()),
        (less, more) -> more.seconds().low() / less.seconds().high());
  }

  /** The pair of equal latency whose multiply-accumulates are farthest apart, if there is one. */
  static Optional<Pair> macsAtEqualLatency(List<Point> points) {
    return farthest(
        points,
        (less, more) ->
            same(
                Math.min(less.seconds().low(), more.seconds().low()),
                Math.max(less.seconds().high(), more.seconds().high())),
        (less, more) -> (double) more.macs() / less.macs());
  }

  private static Optional<Pair> farthest(
      List<Point> points, BiPredicate<Point, Point> equal, ToDoubleBiFunction<Point, Point> ratio) {
    return points.stream()
        .flatMap(
            more ->
                points.stream()
                    .filter(less -> !less.equals(more) && equal.test(less, more))
                    .map(less -> new Pair(less, more, ratio.applyAsDouble(less, more))))
        .max(Comparator.comparingDouble(Pair::ratio));
  }

  private static boolean same(double a, double b) {
    return Math.max(a, b) < SAME * Math.min(a, b);
  }

  private static String digits(double value) {
    return SignificantDigits.plain(value, DIGITS);
  }
}
