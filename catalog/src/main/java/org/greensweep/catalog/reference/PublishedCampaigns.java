package org.greensweep.catalog.reference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.greensweep.catalog.CatalogError;
import org.greensweep.catalog.carbon.Boundary;
import org.greensweep.catalog.carbon.Campaign;
import org.greensweep.catalog.carbon.CampaignJob;
import org.greensweep.catalog.carbon.DeviceTime;
import org.greensweep.catalog.carbon.EnergyMethod;
import org.greensweep.catalog.carbon.GridIntensity;
import org.greensweep.catalog.carbon.Interval;
import org.greensweep.catalog.carbon.Joules;
import org.greensweep.catalog.carbon.Pue;
import org.greensweep.catalog.carbon.Watts;

/** The training runs that the field keeps quoting, with their inputs: recomputed by the tests. */
public final class PublishedCampaigns {
  private static final double MOST = 1e9;
  private static final double HIGHEST_PUE = 10;
  private static final int SUGGESTIONS = 5;
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "name",
          "development_share",
          "count",
          "hours",
          "power_w",
          "pue",
          "intensity",
          "intensity_unit",
          "published_kwh",
          "published_mass",
          "mass_unit",
          "tolerance",
          "year",
          "source",
          "licence");

  private final Map<String, PublishedCampaign> campaigns;

  private PublishedCampaigns(Map<String, PublishedCampaign> campaigns) {
    this.campaigns = campaigns;
  }

  /** The data that ships with this module. */
  public static PublishedCampaigns load() {
    Map<String, PublishedCampaign> campaigns = new LinkedHashMap<>();
    for (CsvRow row : CsvFile.resource("published-campaigns.csv", COLUMNS)) {
      campaigns.put(row.text("id"), campaign(row));
    }
    return new PublishedCampaigns(campaigns);
  }

  private static PublishedCampaign campaign(CsvRow row) {
    row.text("licence");
    DeviceTime time =
        new DeviceTime(
            row.number("count", Double.MIN_VALUE, MOST),
            row.number("hours", Double.MIN_VALUE, MOST),
            new Watts(row.number("power_w", Double.MIN_VALUE, MOST)));
    CampaignJob job =
        new CampaignJob(
            row.text("name"),
            row.number("development_share", 0, 1),
            time.energy(),
            EnergyMethod.GIVEN,
            Optional.of(time),
            new Pue("published", Interval.exactly(row.number("pue", 1, HIGHEST_PUE))),
            grid(row),
            Interval.exactly(0));
    Optional<Joules> energy =
        row.optionalNumber("published_kwh", Double.MIN_VALUE, MOST).map(Joules::ofKilowattHours);
    return new PublishedCampaign(
        row.text("id"),
        new Campaign(row.text("name"), List.of(job)),
        energy,
        CarbonUnits.mass(row, "published_mass", "mass_unit"),
        row.number("tolerance", 0, 1),
        row.source());
  }

  private static GridIntensity grid(CsvRow row) {
    double grams = CarbonUnits.intensity(row, "intensity", "intensity_unit").value();
    return new GridIntensity(
        "published",
        "as published",
        Interval.exactly(grams),
        Boundary.DIRECT,
        row.year(),
        List.of(row.text("id")));
  }

  /** All campaigns, in file order. */
  public List<PublishedCampaign> all() {
    return List.copyOf(campaigns.values());
  }

  /**
   * One campaign.
   *
   * @throws CatalogError for an unknown id, naming the nearest ones
   */
  public PublishedCampaign of(String id) {
    PublishedCampaign campaign = campaigns.get(id);
    if (campaign == null) {
      throw new CatalogError(
          "Published campaign '%s' is unknown; the nearest are %s"
              .formatted(id, NearestNames.of(id, campaigns.keySet(), SUGGESTIONS)));
    }
    return campaign;
  }
}
