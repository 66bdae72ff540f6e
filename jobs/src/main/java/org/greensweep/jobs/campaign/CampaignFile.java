package org.greensweep.jobs.campaign;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A campaign file as written; {@link CampaignReader} gives it meaning. Figures that have a unit are
 * texts with that unit, so that they can stand as their source prints them: {@code 1415.78 W}.
 *
 * @param name what it is called
 * @param source who says so
 * @param jobs its jobs
 */
public record CampaignFile(
    @Nullable String name, @Nullable String source, @Nullable List<JobFile> jobs) {
  /**
   * One kind of job. Its energy is given, or follows from {@code count x time x power}, or from
   * {@code count x time} of a device at its rated power and a utilisation.
   *
   * @param name what it is called
   * @param developmentShare the part that was search, tuning or failed runs: 0 to 1, 0 where left
   *     out
   * @param count devices or machines, 1 where left out
   * @param time how long each of them ran
   * @param power average power of each
   * @param device id of a device in the catalogue
   * @param utilization of the device, 0 to 1, 1 where left out
   * @param energy of all of them together
   * @param method how the energy is known: given, counter or model; model for a device, else given
   * @param region grid region
   * @param year of the grid's intensity, the newest where left out
   * @param boundary lifecycle or direct
   * @param intensity of the electricity, instead of a region's
   * @param pue a number, or an id of the catalogue; its default where left out
   * @param embodied id of a device whose manufacture is counted
   * @param published what the source says the job emits
   */
  public record JobFile(
      @Nullable String name,
      @Nullable Double developmentShare,
      @Nullable Double count,
      @Nullable Object time,
      @Nullable Object power,
      @Nullable String device,
      @Nullable Double utilization,
      @Nullable Object energy,
      @Nullable String method,
      @Nullable String region,
      @Nullable Integer year,
      @Nullable String boundary,
      @Nullable Object intensity,
      @Nullable Object pue,
      @Nullable String embodied,
      @Nullable Object published) {}
}
