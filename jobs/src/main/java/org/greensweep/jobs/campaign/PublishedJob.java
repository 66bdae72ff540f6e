package org.greensweep.jobs.campaign;

import java.util.Optional;
import org.greensweep.catalog.carbon.CampaignJob;
import org.greensweep.catalog.carbon.Grams;

/**
 * A job of a campaign file.
 *
 * @param job what it came to
 * @param published what the file's source says it emits
 * @param notes what there is to say about its factors: another year than the one asked for
 */
public record PublishedJob(CampaignJob job, Optional<Grams> published, Optional<String> notes) {}
