package org.greensweep.catalog.reference;

import java.util.Optional;
import org.greensweep.catalog.carbon.Campaign;
import org.greensweep.catalog.carbon.Grams;
import org.greensweep.catalog.carbon.Interval;
import org.greensweep.catalog.carbon.Joules;

/**
 * A campaign as published: what was put in, and what came out.
 *
 * @param id key
 * @param campaign the job, to be recomputed
 * @param energyFacility the published energy, PUE included, where there is one
 * @param mass the published mass
 * @param tolerance how far a recomputation may be off, relative: what the rounding of the printed
 *     inputs can explain
 * @param source where
 */
public record PublishedCampaign(
    String id,
    Campaign campaign,
    Optional<Joules> energyFacility,
    Grams mass,
    double tolerance,
    String source) {
  /** Our mass over the published one. */
  public double massRatio() {
    return recomputed().central() / mass.value();
  }

  /** The recomputed mass in grams. */
  public Interval recomputed() {
    return campaign.grams();
  }
}
