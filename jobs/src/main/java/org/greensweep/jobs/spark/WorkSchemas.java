package org.greensweep.jobs.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.greensweep.jobs.sweep.LayerFigures;

/**
 * The rows that cross between the stages of a sweep; named like the catalogue's columns, so that
 * known rows can be joined in.
 */
final class WorkSchemas {
  /** A point of the grid and its keys. */
  static final StructType PLANNED =
      new StructType()
          .add("index", DataTypes.LongType, false)
          .add("evaluation_key", DataTypes.StringType, false)
          .add("workload_key", DataTypes.StringType, false)
          .add("runtime", DataTypes.StringType, false)
          .add("precision", DataTypes.StringType, false);

  /** A layer problem of a point; {@code at} is its place among the point's problems. */
  static final StructType PROBLEMS =
      new StructType()
          .add("problem_key", DataTypes.StringType, false)
          .add("index", DataTypes.LongType, false)
          .add("at", DataTypes.IntegerType, false);

  /** A measurement that may exist already. */
  static final StructType CANDIDATES =
      new StructType()
          .add("measurement_key", DataTypes.StringType, false)
          .add("workload_key", DataTypes.StringType, false)
          .add("runtime", DataTypes.StringType, false);

  /** What a layer problem costs. */
  static final StructType COSTS = costs();

  private static final int FIRST_ACCESS = 8;

  private WorkSchemas() {}

  private static StructType costs() {
    StructType type =
        new StructType()
            .add("problem_key", DataTypes.StringType, false)
            .add("failure", DataTypes.StringType, true)
            .add("mapping", DataTypes.StringType, true)
            .add("cycles", DataTypes.DoubleType, false)
            .add("latency_s", DataTypes.DoubleType, false)
            .add("utilization", DataTypes.DoubleType, false)
            .add("energy_compute_j", DataTypes.DoubleType, false)
            .add("energy_static_j", DataTypes.DoubleType, false);
    for (LayerFigures.Access access : LayerFigures.ACCESSES) {
      type = type.add(access.column(), DataTypes.DoubleType, false);
    }
    return type.add("mappings_evaluated", DataTypes.LongType, false);
  }

  /** The columns of {@link #COSTS} that every known cost has. */
  static String[] figureColumns() {
    return Arrays.stream(COSTS.fields())
        .filter(field -> !field.nullable())
        .map(StructField::name)
        .toArray(String[]::new);
  }

  static Row cost(String problemKey, LayerFigures figures) {
    List<Object> values = new ArrayList<>();
    values.add(problemKey);
    values.add(figures.failure());
    values.add(figures.mapping());
    values.add(figures.cycles());
    values.add(figures.latencyS());
    values.add(figures.utilization());
    values.add(figures.energyComputeJ());
    values.add(figures.energyStaticJ());
    values.addAll(figures.energyAccessJ());
    values.add(figures.mappingsEvaluated());
    return RowFactory.create(values.toArray());
  }

  /** Reads the figures of a row that begins with the columns of {@link #COSTS}. */
  static LayerFigures figures(Row row) {
    int accesses = LayerFigures.ACCESSES.size();
    List<Double> access = new ArrayList<>();
    for (int index = 0; index < accesses; index++) {
      access.add(row.getDouble(FIRST_ACCESS + index));
    }
    return new LayerFigures(
        row.getString(1),
        row.getString(2),
        row.getDouble(3),
        row.getDouble(4),
        row.getDouble(5),
        row.getDouble(6),
        row.getDouble(7),
        access,
        row.getLong(FIRST_ACCESS + accesses));
  }
}
