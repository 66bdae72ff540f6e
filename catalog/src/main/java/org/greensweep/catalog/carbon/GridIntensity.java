package org.greensweep.catalog.carbon;

import java.util.List;
import java.util.Optional;
import org.greensweep.catalog.CatalogError;

/**
 * The intensity of a region's electricity as used in one figure: the central value is one factor of
 * the reference data, the interval the spread of the sources.
 *
 * @param region region id
 * @param regionName the region for people
 * @param gramsPerKilowattHour low, central and high intensity in g/kWh
 * @param boundary what the factors count; the same for all of them
 * @param year the year of the central factor
 * @param factorIds ids of the factors in the interval, the central one first
 */
public record GridIntensity(
    String region,
    String regionName,
    Interval gramsPerKilowattHour,
    Boundary boundary,
    int year,
    List<String> factorIds) {
  public GridIntensity {
    factorIds = List.copyOf(factorIds);
    if (factorIds.isEmpty()) {
      throw new CatalogError("Intensity of region " + region + " names no factor that it rests on");
    }
  }

  /** The central intensity. */
  public GramsPerKilowattHour central() {
    return new GramsPerKilowattHour(gramsPerKilowattHour.central());
  }

  /** What to say when a figure of another year was asked for; empty when it is of that year. */
  public Optional<String> yearNote(int asked) {
    return asked == year
        ? Optional.empty()
        : Optional.of(
            "%s has no %s intensity of %d; the nearest is of %d (%s)"
                .formatted(regionName, boundary.word(), asked, year, factorIds.get(0)));
  }
}
