package org.greensweep.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Writes little Delta tables by hand, as the protocol describes them. */
final class DeltaFixture implements AutoCloseable {
  static final String PROTOCOL = "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":2}}";
  static final String META =
      "{\"metaData\":{\"id\":\"1\",\"schemaString\":\"{}\",\"partitionColumns\":[]}}";

  private final Path table;
  private final Connection duckdb;

  DeltaFixture(Path table) {
    this.table = table;
    try {
      Files.createDirectories(table.resolve("_delta_log"));
      this.duckdb = DriverManager.getConnection("jdbc:duckdb:");
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static String add(String path) {
    return "{\"add\":{\"path\":\"%s\",\"partitionValues\":{},\"size\":1,\"dataChange\":true}}"
        .formatted(path);
  }

  static String remove(String path) {
    return "{\"remove\":{\"path\":\"%s\",\"dataChange\":true}}".formatted(path);
  }

  /** A data file of 'measurements' with that many rows. */
  DeltaFixture data(String file, int rows) {
    return parquet(
        file,
        """
        SELECT 'k' || i AS measurement_key, '%s' AS network, CAST(8 AS BIGINT) AS threads,
               0.25 AS latency_median_s
        FROM range(%d) r(i)
        """
            .formatted(file.replace("'", "''"), rows));
  }

  DeltaFixture parquet(String file, String query) {
    try (Statement statement = duckdb.createStatement()) {
      statement.execute(
          "COPY (%s) TO '%s' (FORMAT parquet)"
              .formatted(query, table.resolve(file).toString().replace("'", "''")));
      return this;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  DeltaFixture commit(long version, String... actions) {
    return write("_delta_log/%020d.json".formatted(version), String.join("\n", actions) + "\n");
  }

  DeltaFixture checkpoint(String name, String... livePaths) {
    StringBuilder adds = new StringBuilder();
    for (String path : livePaths) {
      adds.append(
          """
          UNION ALL SELECT {path: '%s', "partitionValues": MAP {}::MAP(VARCHAR, VARCHAR),
              size: 1::BIGINT, stats: '{"numRecords":1}'}, NULL, NULL, NULL
          """
              .formatted(path));
    }
    return parquet(
        "_delta_log/" + name,
        """
        SELECT NULL::STRUCT(path VARCHAR, "partitionValues" MAP(VARCHAR, VARCHAR), size BIGINT,
                   stats VARCHAR) AS add,
               {path: 'tombstone.parquet', "deletionTimestamp": 1::BIGINT} AS remove,
               {id: '1', "partitionColumns": []::VARCHAR[]} AS "metaData",
               {"minReaderVersion": 1, "minWriterVersion": 2} AS protocol
        """
            + adds);
  }

  DeltaFixture write(String file, String text) {
    try {
      Files.writeString(table.resolve(file), text);
      return this;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      duckdb.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
