package org.greensweep.jobs.cli;

import java.util.Optional;
import org.greensweep.catalog.carbon.GridIntensity;
import org.greensweep.catalog.carbon.Pue;
import org.greensweep.jobs.campaign.Factors;
import org.greensweep.network.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that choose the factors between energy and CO2e. */
final class FactorOptions {
  @Option(
      names = "--region",
      paramLabel = "ID",
      description =
          "Grid region: a country (DK), a US state (US-CA), a cloud region (gcp:europe-west1), or WORLD.")
  private @Nullable String region;

  @Option(
      names = "--year",
      paramLabel = "YEAR",
      description = "Year of the grid's intensity; the nearest with data is taken and said.")
  private @Nullable Integer year;

  @Option(
      names = "--boundary",
      paramLabel = "B",
      description =
          "What the intensity counts: lifecycle, or direct (at the stacks). Default: lifecycle where there is one.")
  private @Nullable String boundary;

  @Option(
      names = "--pue",
      paramLabel = "P",
      description =
          "Power usage effectiveness of the facility: a number from 1, or an id. Default: the current average of facilities.")
  private @Nullable String pue;

  GridIntensity grid() {
    if (region == null) {
      throw new UserError(
          "Missing required option: '--region ID'; footprint --list regions shows them");
    }
    return Factors.grid(region, boundary == null ? null : Factors.boundary(boundary), year);
  }

  Pue pue() {
    return Factors.pue(pue);
  }

  /** What to say when the grid's year is not the one asked for. */
  Optional<String> yearNote(GridIntensity grid) {
    return Factors.yearNote(grid, year);
  }
}
