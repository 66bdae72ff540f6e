package org.greensweep.jobs.spark;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.greensweep.catalog.Row;
import org.greensweep.catalog.Tables;

/** Appends recomputed claims to the catalogue. */
public final class ClaimStage {
  private ClaimStage() {}

  /**
   * One commit of table {@code claims}, by a Spark on this machine.
   *
   * @param output the output directory
   * @param rows of table {@code claims}
   */
  public static void append(String output, List<Row> rows) {
    SparkSession spark = Sessions.start("local[1]", null);
    try {
      new DeltaTables(spark, output)
          .append(
              Tables.CLAIMS,
              spark.createDataFrame(
                  rows.stream().map(Schemas::sparkRow).toList(), Schemas.of(Tables.CLAIMS)),
              rows.size());
    } finally {
      spark.stop();
    }
  }
}
