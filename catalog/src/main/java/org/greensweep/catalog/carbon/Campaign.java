package org.greensweep.catalog.carbon;

import java.util.List;
import java.util.stream.Stream;
import org.greensweep.catalog.CatalogError;
import org.greensweep.catalog.carbon.CampaignJob.Stage;

/** A training or research effort: everything that was run to get a result. */
public record Campaign(String name, List<CampaignJob> jobs) {
  public Campaign {
    jobs = List.copyOf(jobs);
    if (jobs.isEmpty()) {
      throw new CatalogError("Campaign '" + name + "' has no jobs; list at least one");
    }
  }

  /** What its devices drew. */
  public Joules energyIt() {
    return footprints().map(Footprint::energyIt).reduce(new Joules(0), Joules::plus);
  }

  /** What the facilities drew. */
  public Joules energyFacility() {
    return footprints().map(Footprint::energyFacility).reduce(new Joules(0), Joules::plus);
  }

  /**
   * CO2e in grams. The jobs of a campaign share devices, methods and grids, so their errors are
   * taken to be the same and the ends of the intervals add.
   */
  public Interval grams() {
    return grams(jobs.stream());
  }

  /** The share of the central footprint that development took, from 0 to 1. */
  public double developmentShare() {
    double all = grams().central();
    Stream<CampaignJob> development = jobs.stream().filter(job -> job.stage() == Stage.DEVELOPMENT);
    return all == 0 ? 0 : grams(development).central() / all;
  }

  private Stream<Footprint> footprints() {
    return jobs.stream().map(CampaignJob::footprint);
  }

  private static Interval grams(Stream<CampaignJob> jobs) {
    return jobs.map(job -> job.footprint().grams())
        .reduce(Interval.exactly(0), Interval::plusTogether);
  }
}
