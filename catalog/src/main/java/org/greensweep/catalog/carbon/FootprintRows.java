package org.greensweep.catalog.carbon;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.greensweep.catalog.Row;
import org.greensweep.catalog.Tables;

/** Footprints as rows of the table {@code footprints}. */
public final class FootprintRows {
  private FootprintRows() {}

  /**
   * The row of one evaluation in one region for one functional unit.
   *
   * @param evaluationKey the evaluation whose energy the footprint is of
   * @param sweepId the run that writes the row
   * @param equivalent what it is said to equal, if anything
   */
  public static Row of(
      String evaluationKey,
      String sweepId,
      ServiceFootprint footprint,
      Optional<EquivalentCount> equivalent) {
    Row.Builder row =
        Row.of(Tables.FOOTPRINTS)
            .set("footprint_key", key(evaluationKey, footprint))
            .set("evaluation_key", evaluationKey)
            .set("sweep_id", sweepId)
            .set("region", footprint.operational().grid().region())
            .set("scope", footprint.service().scope())
            .set("functional_unit", footprint.unit().name())
            .set("inferences", Math.round(footprint.unit().inferences()));
    energy(row, footprint);
    factors(row, footprint.operational());
    embodied(row, footprint);
    equivalent.ifPresent(count -> equivalent(row, count));
    return row.build();
  }

  private static void energy(Row.Builder row, ServiceFootprint footprint) {
    EnergyParts parts = footprint.use().energy();
    Pue pue = footprint.operational().pue();
    row.set("energy_per_inference_j", footprint.perInference().value())
        .set("latency_s", footprint.latencySeconds())
        .set("busy_h", footprint.use().busyHours())
        .set("idle_h", footprint.use().idleHours())
        .set("host_w", footprint.service().host().value())
        .set("idle_w", footprint.service().idle().value())
        .set("energy_accelerator_j", parts.accelerator().value())
        .set("energy_host_j", parts.host().value())
        .set("energy_idle_j", parts.idle().value())
        .set("energy_it_j", parts.it().value())
        .set("energy_overhead_j", parts.facilityOverhead(pue).value())
        .set("energy_facility_j", parts.facility(pue).value());
  }

  private static void factors(Row.Builder row, Footprint footprint) {
    GridIntensity grid = footprint.grid();
    Interval pue = footprint.pue().value();
    row.set("energy_method_id", footprint.method().id())
        .set("energy_low_factor", footprint.method().lowFactor())
        .set("energy_high_factor", footprint.method().highFactor())
        .set("pue", pue.central())
        .set("pue_low", pue.low())
        .set("pue_high", pue.high())
        .set("pue_id", footprint.pue().id())
        .set("intensity_low_g_per_kwh", grid.gramsPerKilowattHour().low())
        .set("intensity_g_per_kwh", grid.gramsPerKilowattHour().central())
        .set("intensity_high_g_per_kwh", grid.gramsPerKilowattHour().high())
        .set("grid_factor_ids", String.join(" ", grid.factorIds()))
        .set("grid_year", grid.year())
        .set("boundary", grid.boundary().word())
        .set("footprint_low_g", footprint.grams().low())
        .set("footprint_g", footprint.grams().central())
        .set("footprint_high_g", footprint.grams().high());
  }

  private static void embodied(Row.Builder row, ServiceFootprint footprint) {
    footprint
        .service()
        .manufacture()
        .ifPresent(
            manufacture ->
                row.set("embodied_device_id", manufacture.device().id())
                    .set("embodied_device_low_g", manufacture.device().total().low())
                    .set("embodied_device_g", manufacture.device().total().central())
                    .set("embodied_device_high_g", manufacture.device().total().high())
                    .set("embodied_lifetime_h", manufacture.device().lifetimeHours())
                    .set("embodied_share", manufacture.share()));
    footprint
        .use()
        .embodied()
        .ifPresent(
            grams ->
                row.set("embodied_low_g", grams.low())
                    .set("embodied_g", grams.central())
                    .set("embodied_high_g", grams.high()));
    footprint
        .score()
        .map(SoftwareCarbonIntensity::score)
        .ifPresent(
            score ->
                row.set("sci_low_g", score.low())
                    .set("sci_g", score.central())
                    .set("sci_high_g", score.high()));
  }

  private static void equivalent(Row.Builder row, EquivalentCount count) {
    row.set("equivalent_id", count.equivalent().id())
        .set("equivalent_unit_g", count.equivalent().unit().value())
        .set("equivalent_count", count.count())
        .set("equivalent_text", count.text());
  }

  /** The hash of what the row depends on: the same inputs give the same key on every machine. */
  private static String key(String evaluationKey, ServiceFootprint footprint) {
    List<Object> inputs =
        List.of(
            evaluationKey,
            footprint.unit(),
            footprint.service(),
            footprint.perInference(),
            footprint.latencySeconds(),
            footprint.operational().method(),
            footprint.operational().pue(),
            footprint.operational().grid());
    try {
      byte[] bytes = inputs.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
