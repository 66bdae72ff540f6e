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
  private static final String SCOPE = "modelled accelerator";

  private FootprintRows() {}

  /**
   * The row of one evaluation in one region.
   *
   * @param evaluationKey the evaluation whose energy the footprint is of
   * @param sweepId the run that writes the row
   * @param equivalent what it is said to equal, if anything
   */
  public static Row of(
      String evaluationKey,
      String sweepId,
      Footprint footprint,
      Optional<EquivalentCount> equivalent) {
    GridIntensity grid = footprint.grid();
    Pue pue = footprint.pue();
    Row.Builder row =
        Row.of(Tables.FOOTPRINTS)
            .set("footprint_key", key(evaluationKey, footprint))
            .set("evaluation_key", evaluationKey)
            .set("sweep_id", sweepId)
            .set("region", grid.region())
            .set("scope", SCOPE)
            .set("functional_unit", footprint.inferences() + " inferences")
            .set("inferences", footprint.inferences())
            .set("energy_it_j", footprint.energyIt().value())
            .set("energy_method_id", footprint.method().id())
            .set("energy_low_factor", footprint.method().lowFactor())
            .set("energy_high_factor", footprint.method().highFactor())
            .set("pue", pue.value().central())
            .set("pue_low", pue.value().low())
            .set("pue_high", pue.value().high())
            .set("pue_id", pue.id())
            .set("energy_facility_j", footprint.energyFacility().value())
            .set("intensity_low_g_per_kwh", grid.gramsPerKilowattHour().low())
            .set("intensity_g_per_kwh", grid.gramsPerKilowattHour().central())
            .set("intensity_high_g_per_kwh", grid.gramsPerKilowattHour().high())
            .set("grid_factor_ids", String.join(" ", grid.factorIds()))
            .set("boundary", grid.boundary().word())
            .set("footprint_low_g", footprint.grams().low())
            .set("footprint_g", footprint.grams().central())
            .set("footprint_high_g", footprint.grams().high());
    equivalent.ifPresent(count -> set(row, count));
    return row.build();
  }

  private static void set(Row.Builder row, EquivalentCount count) {
    row.set("equivalent_id", count.equivalent().id())
        .set("equivalent_unit_g", count.equivalent().unit().value())
        .set("equivalent_count", count.count())
        .set("equivalent_text", count.text());
  }

  /** The hash of what the row depends on: the same inputs give the same key on every machine. */
  private static String key(String evaluationKey, Footprint footprint) {
    List<Object> inputs =
        List.of(
            evaluationKey,
            footprint.inferences(),
            footprint.energyIt(),
            footprint.method(),
            footprint.pue(),
            footprint.grid());
    try {
      byte[] bytes = inputs.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
