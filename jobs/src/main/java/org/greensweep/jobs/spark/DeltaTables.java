package org.greensweep.jobs.spark;

import io.delta.tables.DeltaTable;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.greensweep.catalog.Table;

/**
 * The catalogue's tables as Delta tables under {@code OUTPUT/catalogue}: append only, one atomic
 * commit an append, so that a process killed at any moment leaves every table readable and holding
 * whole commits only.
 */
final class DeltaTables {
  private static final long ROWS_PER_FILE = 500_000;

  private final SparkSession spark;
  private final String root;

  /**
   * @param output the output directory, a local path or a URI of a file system that Spark knows
   */
  DeltaTables(SparkSession spark, String output) {
    this.spark = spark;
    this.root = output + "/catalogue/";
  }

  /** A join may reorder columns; a file has them as the specification does. */
  private static Column[] columns(Table table) {
    return table.columnNames().stream().map(functions::col).toArray(Column[]::new);
  }

  private String path(Table table) {
    return root + table.name();
  }

  /**
   * The table's rows; none where it was never written. Columns that a catalogue of an older version
   * lacks are null, those that only a newer version has are left out.
   */
  Dataset<Row> read(Table table) {
    if (!DeltaTable.isDeltaTable(spark, path(table))) {
      return spark.createDataFrame(List.of(), Schemas.of(table));
    }
    Dataset<Row> rows = spark.read().format("delta").load(path(table));
    Set<String> written = Set.of(rows.columns());
    return rows.select(
        Arrays.stream(Schemas.of(table).fields())
            .map(
                field ->
                    written.contains(field.name())
                        ? functions.col(field.name())
                        : functions.lit(null).cast(field.dataType()).as(field.name()))
            .toArray(Column[]::new));
  }

  /** Appends {@code count} rows in one commit; nothing is committed where there are none. */
  void append(Table table, Dataset<Row> rows, long count) {
    if (count > 0) {
      rows.select(columns(table))
          .coalesce((int) (count / ROWS_PER_FILE + 1))
          .write()
          .format("delta")
          .mode("append")
          // A catalogue of an older version lacks the columns that came later.
          .option("mergeSchema", "true")
          .save(path(table));
    }
  }
}
