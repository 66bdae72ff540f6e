package org.greensweep.catalog.reference;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.greensweep.catalog.CatalogError;
import org.greensweep.catalog.carbon.Boundary;
import org.greensweep.catalog.carbon.GridIntensity;

/**
 * What is known of the world's grids: every factor of every region, side by side, and the choice
 * among them ({@link GridChoice}).
 */
public final class GridIntensities {
  /** Files in order of preference, each under terms of its own. */
  private static final List<String> FILES =
      List.of(
          "grid-intensity-ember.csv", "grid-intensity.csv", "grid-intensity-electricity-maps.csv");

  private static final int SUGGESTIONS = 5;

  private final Map<String, List<GridFactor>> factorsByRegion;
  private final double typicalSpread;

  private GridIntensities(List<GridFactor> factors) {
    Map<String, List<GridFactor>> byRegion = new TreeMap<>();
    Set<String> ids = new HashSet<>();
    for (GridFactor factor : factors) {
      if (!ids.add(factor.id())) {
        throw new CatalogError("Grid factor " + factor.id() + " is given twice; rename one");
      }
      byRegion.computeIfAbsent(factor.region(), region -> new ArrayList<>()).add(factor);
    }
    this.factorsByRegion = byRegion;
    this.typicalSpread = GridChoice.typicalSpread(byRegion.values());
  }

  /** The data that ships with this module. */
  public static GridIntensities load() {
    return of(
        FILES.stream()
            .flatMap(file -> CsvFile.resource(file, GridFactor.COLUMNS).stream())
            .map(GridFactor::of)
            .toList());
  }

  /** Other data, in order of preference. */
  public static GridIntensities of(List<GridFactor> factors) {
    return new GridIntensities(factors);
  }

  /** The ids of all regions, in alphabetic order. */
  public List<String> regions() {
    return List.copyOf(factorsByRegion.keySet());
  }

  /** Every factor of every region, by region. */
  public List<GridFactor> factors() {
    return factorsByRegion.values().stream().flatMap(List::stream).toList();
  }

  /**
   * Every factor of a region, in order of preference.
   *
   * @throws CatalogError for an unknown region, naming the nearest ones
   */
  public List<GridFactor> factors(String region) {
    List<GridFactor> factors = factorsByRegion.get(region);
    if (factors == null) {
      throw unknown(region);
    }
    return List.copyOf(factors);
  }

  /**
   * The intensity of a region as it is used by default: average, location-based, of the newest
   * year; lifecycle, unless the region's lifecycle factors are more than two years behind its
   * direct ones.
   */
  public GridIntensity of(String region) {
    return of(region, OptionalInt.empty());
  }

  /** The same of the year nearest to the given one; the year in the answer says which that is. */
  public GridIntensity of(String region, OptionalInt year) {
    return of(region, GridChoice.defaultBoundary(factors(region)), year);
  }

  /**
   * The average, location-based intensity of a region within a boundary, of the year nearest to the
   * given one or of the newest; the year in the answer says which that is.
   *
   * @throws CatalogError when the region is unknown or has no such factor
   */
  public GridIntensity of(String region, Boundary boundary, OptionalInt year) {
    return GridChoice.of(factors(region), boundary, year, typicalSpread)
        .orElseThrow(
            () ->
                new CatalogError(
                    "Region %s has no average %s intensity; it has %s"
                        .formatted(region, boundary.word(), describe(region))));
  }

  /** Highest over lowest source, as is typical where several sources describe one region. */
  public double typicalSpread() {
    return typicalSpread;
  }

  private String describe(String region) {
    return factors(region).stream()
        .map(factor -> factor.id() + " (" + factor.boundary().word() + ")")
        .collect(Collectors.joining(", "));
  }

  private CatalogError unknown(String region) {
    Map<String, String> idOfName = new TreeMap<>();
    factorsByRegion.forEach(
        (id, factors) -> {
          idOfName.put(id, id);
          factors.forEach(factor -> idOfName.put(factor.regionName(), id));
        });
    Stream<String> nearest = NearestNames.of(region, idOfName.keySet(), SUGGESTIONS).stream();
    return new CatalogError(
        "Region '%s' is unknown; the nearest of %d are %s"
            .formatted(
                region,
                factorsByRegion.size(),
                nearest
                    .map(idOfName::get)
                    .distinct()
                    .map(id -> id + " (" + factors(id).get(0).regionName() + ")")
                    .collect(Collectors.joining(", "))));
  }
}
