package org.greensweep.catalog.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.greensweep.catalog.TableSummary;
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
   * @return the tables in the order in which a reader meets them
   */
  public static List<TableSummary> create(Connection connection) throws SQLException {
    TableFiller filler = new TableFiller(connection);
    ReferenceTables tables = new ReferenceTables(filler);
    GridIntensities grids = GridIntensities.load();
    List<TableSummary> created = new ArrayList<>();
    created.add(tables.gridFactors(grids));
    created.add(tables.gridIntensities(grids));
    created.add(tables.pues(Pues.load()));
    created.add(tables.equivalents(Equivalents.load()));
    created.add(tables.referenceFootprints(ReferenceFootprints.load()));
    created.addAll(StudyTables.create(filler));
    filler.execute(FOOTPRINTS_ANYWHERE);
    created.add(
        new TableSummary(ReferenceSchema.FOOTPRINTS_ANYWHERE, filler.count("footprints_anywhere")));
    return created;
  }

  private TableSummary gridFactors(GridIntensities grids) throws SQLException {
    return filler.fill(
        ReferenceSchema.GRID_FACTORS,
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

  private TableSummary gridIntensities(GridIntensities grids) throws SQLException {
    return filler.fill(
        ReferenceSchema.GRID_INTENSITIES,
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

  private TableSummary pues(Pues pues) throws SQLException {
    return filler.fill(
        ReferenceSchema.PUES,
        pues.ids().stream()
            .map(
                id -> {
                  Interval value = pues.of(id).value();
                  return new Object[] {id, value.low(), value.central(), value.high()};
                })
            .toList());
  }

  private TableSummary equivalents(Equivalents equivalents) throws SQLException {
    return filler.fill(
        ReferenceSchema.EQUIVALENTS,
        equivalents.all().stream()
            .map(
                e ->
                    new Object[] {
                      e.id(), e.family(), e.singular(), e.plural(), e.unit().value(), e.headline()
                    })
            .toList());
  }

  private TableSummary referenceFootprints(ReferenceFootprints references) throws SQLException {
    return filler.fill(
        ReferenceSchema.REFERENCE_FOOTPRINTS,
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
