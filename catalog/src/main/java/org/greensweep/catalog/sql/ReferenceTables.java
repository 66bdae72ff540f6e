package org.greensweep.catalog.sql;

import java.sql.Connection;
import java.sql.SQLException;
import org.greensweep.catalog.carbon.Interval;
import org.greensweep.catalog.reference.Equivalents;
import org.greensweep.catalog.reference.GridIntensities;
import org.greensweep.catalog.reference.Pues;
import org.greensweep.catalog.reference.ReferenceFootprints;

/**
 * Puts the reference data into the database of a catalogue: tables {@code grid_factors}, {@code
 * grid_intensities} (one row per region, as used by default), {@code pues}, {@code equivalents} and
 * {@code reference_footprints}, and the view {@code footprints_anywhere}: every evaluation with
 * every grid factor and PUE, recomputed from the stored energy. Studies that are recomputed or
 * drawn beside ours are {@code training_study} and {@code published_campaigns}.
 */
public final class ReferenceTables {
  private static final String FOOTPRINTS_ANYWHERE =
      """
      CREATE VIEW footprints_anywhere AS
      SELECT e.evaluation_key, e.network, e.precision, e.dataflow, e.resolution, e.accelerator,
             g.region, g.factor_id, g.year, g.boundary, g.averaging, g.g_per_kwh,
             p.pue_id, p.pue, e.energy_j,
             e.energy_j * p.pue / 3.6e6 * g.g_per_kwh AS footprint_g_per_inference
      FROM evaluations e CROSS JOIN grid_factors g CROSS JOIN pues p
      WHERE e.status = 'ok'
      """;

  private final TableFiller filler;

  private ReferenceTables(TableFiller filler) {
    this.filler = filler;
  }

  /**
   * Creates them.
   *
   * @param connection that of an open catalogue, whose views the last one rests on
   */
  public static void create(Connection connection) throws SQLException {
    TableFiller filler = new TableFiller(connection);
    ReferenceTables tables = new ReferenceTables(filler);
    GridIntensities grids = GridIntensities.load();
    tables.gridFactors(grids);
    tables.gridIntensities(grids);
    tables.pues(Pues.load());
    tables.equivalents(Equivalents.load());
    tables.referenceFootprints(ReferenceFootprints.load());
    filler.execute(FOOTPRINTS_ANYWHERE);
    StudyTables.create(filler);
  }

  private void gridFactors(GridIntensities grids) throws SQLException {
    filler.fill(
        "grid_factors",
        "factor_id VARCHAR, region VARCHAR, region_name VARCHAR, country VARCHAR,"
            + " g_per_kwh DOUBLE, boundary VARCHAR, averaging VARCHAR, accounting VARCHAR,"
            + " year INTEGER, source VARCHAR, licence VARCHAR",
        grids.factors().stream()
            .map(
                f ->
                    new Object[] {
                      f.id(),
                      f.region(),
                      f.regionName(),
                      f.country(),
                      f.intensity().value(),
                      f.boundary().word(),
                      f.averaging().word(),
                      f.accounting().word(),
                      f.year(),
                      f.source(),
                      f.licence()
                    })
            .toList());
  }

  private void gridIntensities(GridIntensities grids) throws SQLException {
    filler.fill(
        "grid_intensities",
        "region VARCHAR, region_name VARCHAR, low_g_per_kwh DOUBLE, g_per_kwh DOUBLE,"
            + " high_g_per_kwh DOUBLE, boundary VARCHAR, year INTEGER, factor_ids VARCHAR",
        grids.regions().stream()
            .map(grids::of)
            .map(
                g ->
                    new Object[] {
                      g.region(),
                      g.regionName(),
                      g.gramsPerKilowattHour().low(),
                      g.gramsPerKilowattHour().central(),
                      g.gramsPerKilowattHour().high(),
                      g.boundary().word(),
                      g.year(),
                      String.join(" ", g.factorIds())
                    })
            .toList());
  }

  private void pues(Pues pues) throws SQLException {
    filler.fill(
        "pues",
        "pue_id VARCHAR, pue_low DOUBLE, pue DOUBLE, pue_high DOUBLE",
        pues.ids().stream()
            .map(
                id -> {
                  Interval value = pues.of(id).value();
                  return new Object[] {id, value.low(), value.central(), value.high()};
                })
            .toList());
  }

  private void equivalents(Equivalents equivalents) throws SQLException {
    filler.fill(
        "equivalents",
        "equivalent_id VARCHAR, family VARCHAR, singular VARCHAR, plural VARCHAR, unit_g DOUBLE,"
            + " headline BOOLEAN",
        equivalents.all().stream()
            .map(
                e ->
                    new Object[] {
                      e.id(), e.family(), e.singular(), e.plural(), e.unit().value(), e.headline()
                    })
            .toList());
  }

  private void referenceFootprints(ReferenceFootprints references) throws SQLException {
    filler.fill(
        "reference_footprints",
        "reference_id VARCHAR, label VARCHAR, footprint_g DOUBLE, energy_kwh DOUBLE, year INTEGER,"
            + " boundary VARCHAR, chart VARCHAR, corrects VARCHAR, verified BOOLEAN,"
            + " source VARCHAR",
        references.all().stream()
            .map(
                r ->
                    new Object[] {
                      r.id(),
                      r.label(),
                      r.mass().value(),
                      r.energyKilowattHours().orElse(null),
                      r.year(),
                      r.boundary(),
                      r.chart().orElse(null),
                      r.corrects().orElse(null),
                      r.verified(),
                      r.source()
                    })
            .toList());
  }
}
