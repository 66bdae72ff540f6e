package org.greensweep.catalog.carbon;

import java.util.List;
import java.util.stream.Stream;
import org.greensweep.catalog.CatalogError;

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
   * Operational CO2e in grams. The jobs of a campaign share devices, methods and grids, so their
   * errors are taken to be the same and the ends of the intervals add.
   */
  public Interval grams() {
    return together(footprints().map(Footprint::grams));
  }

  /** Embodied CO2e in grams; the errors are taken to be the same here too. */
  public Interval embodied() {
    return together(jobs.stream().map(CampaignJob::embodied));
  }

  /** The share of the central operational footprint that development took, from 0 to 1. */
  public double developmentShare() {
    double all = grams().central();
    double development =
        jobs.stream()
            .mapToDouble(job -> job.developmentShare() * job.footprint().grams().central())
            .sum();
    return all == 0 ? 0 : development / all;
  }

  private Stream<Footprint> footprints() {
    return jobs.stream().map(CampaignJob::footprint);
  }

  private static Interval together(Stream<Interval> grams) {
    return grams.reduce(Interval.exactly(0), Interval::plusTogether);
  }
}
