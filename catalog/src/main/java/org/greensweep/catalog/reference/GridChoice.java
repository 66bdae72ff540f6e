package org.greensweep.catalog.reference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.greensweep.catalog.carbon.Boundary;
import org.greensweep.catalog.carbon.GridIntensity;
import org.greensweep.catalog.carbon.Interval;

/**
 * Which factors of a region make one intensity. The central one is the newest of the boundary (of
 * equally new ones the first in file order). The interval reaches from the lowest to the highest
 * source of the same boundary within two years of it: another boundary is another question, an
 * older year another grid. Where one source stands alone, the interval is as wide as sources
 * typically disagree elsewhere.
 */
final class GridChoice {
  private static final int YEARS_APART = 2;

  private GridChoice() {}

  /** Whether a factor may be used for accounting: an average of the grid where the device is. */
  static boolean accountable(GridFactor factor) {
    return factor.averaging() == Averaging.AVERAGE && factor.accounting() == Accounting.LOCATION;
  }

  /** Lifecycle, unless that would be the grid of years ago where a direct factor is of today's. */
  static Boundary defaultBoundary(List<GridFactor> region) {
    OptionalInt lifecycle = newestYear(region, Boundary.LIFECYCLE);
    OptionalInt direct = newestYear(region, Boundary.DIRECT);
    boolean stale =
        lifecycle.isEmpty()
            || (direct.isPresent() && direct.getAsInt() - lifecycle.getAsInt() > YEARS_APART);
    return stale ? Boundary.DIRECT : Boundary.LIFECYCLE;
  }

  private static OptionalInt newestYear(List<GridFactor> region, Boundary boundary) {
    return region.stream()
        .filter(GridChoice::accountable)
        .filter(factor -> factor.boundary() == boundary)
        .mapToInt(GridFactor::year)
        .max();
  }

  static Optional<GridIntensity> of(
      List<GridFactor> region, Boundary boundary, OptionalInt year, double typicalSpread) {
    List<GridFactor> chosen = choose(region, boundary, year);
    if (chosen.isEmpty()) {
      return Optional.empty();
    }
    GridFactor central = chosen.get(0);
    double half = chosen.size() == 1 ? Math.sqrt(typicalSpread) : 1;
    double grams = central.intensity().value();
    Interval interval = new Interval(low(chosen) / half, grams, high(chosen) * half);
    List<String> ids = chosen.stream().map(GridFactor::id).toList();
    return Optional.of(
        new GridIntensity(
            central.region(), central.regionName(), interval, boundary, central.year(), ids));
  }

  /**
   * The median of highest over lowest source, over the regions and boundaries that have several
   * sources; 1 where none has.
   */
  static double typicalSpread(Collection<List<GridFactor>> regions) {
    double[] spreads =
        regions.stream()
            .flatMap(r -> Stream.of(Boundary.values()).map(b -> choose(r, b, OptionalInt.empty())))
            .filter(chosen -> chosen.size() > 1 && low(chosen) > 0)
            .mapToDouble(chosen -> high(chosen) / low(chosen))
            .sorted()
            .toArray();
    return spreads.length == 0 ? 1 : spreads[spreads.length / 2];
  }

  /** The factors to use, the central one first; empty where there is none of the boundary. */
  private static List<GridFactor> choose(
      List<GridFactor> region, Boundary boundary, OptionalInt year) {
    List<GridFactor> candidates =
        region.stream()
            .filter(GridChoice::accountable)
            .filter(factor -> factor.boundary() == boundary)
            // Stable: of equal ones the first in file order stays in front.
            .sorted(
                Comparator.comparingInt((GridFactor factor) -> yearsFrom(year, factor))
                    .thenComparingInt(factor -> -factor.year()))
            .toList();
    List<GridFactor> chosen = new ArrayList<>();
    Set<String> sources = new HashSet<>();
    for (GridFactor factor : candidates) {
      int apart = Math.abs(factor.year() - candidates.get(0).year());
      // A source counts once: its other years are other grids, not other opinions.
      if (apart <= YEARS_APART && sources.add(factor.source())) {
        chosen.add(factor);
      }
    }
    return chosen;
  }

  private static int yearsFrom(OptionalInt year, GridFactor factor) {
    return year.isPresent() ? Math.abs(factor.year() - year.getAsInt()) : 0;
  }

  private static DoubleStream intensities(List<GridFactor> factors) {
    return factors.stream().mapToDouble(factor -> factor.intensity().value());
  }

  private static double low(List<GridFactor> factors) {
    return intensities(factors).min().orElseThrow();
  }

  private static double high(List<GridFactor> factors) {
    return intensities(factors).max().orElseThrow();
  }
}
