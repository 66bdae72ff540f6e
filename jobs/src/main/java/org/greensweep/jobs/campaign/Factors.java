package org.greensweep.jobs.campaign;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.greensweep.catalog.CatalogError;
import org.greensweep.catalog.carbon.Boundary;
import org.greensweep.catalog.carbon.GridIntensity;
import org.greensweep.catalog.carbon.Pue;
import org.greensweep.catalog.reference.GridIntensities;
import org.greensweep.catalog.reference.Pues;
import org.jspecify.annotations.Nullable;

/** Factors of the catalogue by what a person writes for them. */
public final class Factors {
  private static final int FIRST_YEAR = 1990;
  private static final int LAST_YEAR = 2035;

  private Factors() {}

  /**
   * A grid's intensity; the newest and the default boundary where nothing else is asked for.
   *
   * @param year of which the nearest is taken
   */
  public static GridIntensity grid(
      String region, @Nullable Boundary boundary, @Nullable Integer year) {
    GridIntensities grids = GridIntensities.load();
    OptionalInt asked = year == null ? OptionalInt.empty() : OptionalInt.of(year(year));
    return boundary == null ? grids.of(region, asked) : grids.of(region, boundary, asked);
  }

  /** A year in which a grid can have an intensity. */
  public static int year(int year) {
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      throw new CatalogError(
          "Year %d is out of range; use %d to %d".formatted(year, FIRST_YEAR, LAST_YEAR));
    }
    return year;
  }

  /** What to say when another year was asked for than there is. */
  public static Optional<String> yearNote(GridIntensity grid, @Nullable Integer year) {
    return year == null ? Optional.empty() : grid.yearNote(year);
  }

  /** A number, an id of the catalogue, or its default for a facility that is not known. */
  public static Pue pue(@Nullable String text) {
    if (text == null) {
      return Pues.load().unknownFacility();
    }
    try {
      return Pue.given(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return Pues.load().of(text);
    }
  }

  /** 'lifecycle' or 'direct'. */
  public static Boundary boundary(String word) {
    return Arrays.stream(Boundary.values())
        .filter(boundary -> boundary.word().equals(word.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new CatalogError(
                    "Boundary '%s' is unknown; use lifecycle or direct".formatted(word)));
  }
}
