package org.greensweep.catalog;

import java.util.List;

/**
 * The result tables. This is the one definition of every column: the schema that Spark writes, the
 * header of an export and the specification in the module's README are made from it.
 */
public final class Tables {
  /** One row per finished run of a sweep file. */
  public static final Table SWEEPS = SweepTables.SWEEPS;

  /** One row per configuration. */
  public static final Table EVALUATIONS = EvaluationTables.EVALUATIONS;

  /** One row per layer with multiply-accumulates of an evaluated configuration. */
  public static final Table LAYERS = EvaluationTables.LAYERS;

  /** One row per host measurement. */
  public static final Table MEASUREMENTS = EvaluationTables.MEASUREMENTS;

  /** One row per evaluation and region. */
  public static final Table FOOTPRINTS = SweepTables.FOOTPRINTS;

  /** One row per published number and recomputation. */
  public static final Table CLAIMS = SweepTables.CLAIMS;

  private static final List<Table> ALL =
      List.of(SWEEPS, EVALUATIONS, LAYERS, MEASUREMENTS, FOOTPRINTS, CLAIMS);

  private Tables() {}

  /** Every table, in the order in which a reader meets them. */
  public static List<Table> all() {
    return ALL;
  }
}
