package org.greensweep.jobs.campaign;

import java.util.List;
import java.util.Optional;
import org.greensweep.catalog.carbon.Campaign;

/**
 * A campaign with what its source says about it.
 *
 * @param source who says so
 * @param jobs its jobs, in the order of the file
 */
public record ReadCampaign(String name, Optional<String> source, List<PublishedJob> jobs) {
  public ReadCampaign {
    jobs = List.copyOf(jobs);
  }

  /** The campaign as arithmetic takes it. */
  public Campaign campaign() {
    return new Campaign(name, jobs.stream().map(PublishedJob::job).toList());
  }
}
