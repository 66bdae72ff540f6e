package org.greensweep.catalog;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The result tables of an output folder, open for SQL: one view per table of {@link Tables}, over
 * the files that count at the moment of opening. A table that was never written is an empty view
 * with its columns. Runs in memory, inside this process; nothing is downloaded and nothing written.
 */
public final class Catalogue implements AutoCloseable {
  private final Connection connection;

  private Catalogue(Connection connection) {
    this.connection = connection;
  }

  /**
   * Opens the tables below a folder, each in a sub-folder of its name.
   *
   * @throws CatalogError when there is no such folder or a table's log is broken
   */
  public static Catalogue open(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new CatalogError(
          folder + ": is no folder; run a sweep first, or name its output folder");
    }
    Catalogue catalogue = new Catalogue(connect());
    try {
      for (Table table : Tables.all()) {
        catalogue.createView(table, folder.resolve(table.name()));
      }
      return catalogue;
    } catch (SQLException | RuntimeException e) {
      catalogue.close();
      throw e instanceof CatalogError error
          ? error
          : new CatalogError(folder + ": the catalogue cannot be opened: " + e.getMessage(), e);
    }
  }

  /** The connection for queries; it lives as long as this catalogue. */
  public Connection connection() {
    return connection;
  }

  /** Every table with its number of rows. */
  public List<TableSummary> tables() {
    List<TableSummary> summaries = new ArrayList<>();
    for (Table table : Tables.all()) {
      try (Statement statement = connection.createStatement();
          ResultSet result =
              statement.executeQuery("SELECT count(*) FROM " + Sql.name(table.name()))) {
        result.next();
        summaries.add(new TableSummary(table, result.getLong(1)));
      } catch (SQLException e) {
        throw new CatalogError("Table " + table.name() + " cannot be read: " + e.getMessage(), e);
      }
    }
    return summaries;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB does not close", e);
    }
  }

  private static Connection connect() {
    Properties offline = new Properties();
    offline.setProperty("autoinstall_known_extensions", "false");
    offline.setProperty("autoload_known_extensions", "false");
    try {
      Connection connection = DriverManager.getConnection("jdbc:duckdb:", offline);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET GLOBAL TimeZone = 'UTC'");
      }
      return connection;
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB does not start", e);
    }
  }

  private void createView(Table table, Path folder) throws SQLException {
    List<Path> files = DeltaLog.liveFiles(connection, folder);
    String source =
        files.isEmpty()
            ? "(SELECT 1) WHERE false"
            : "read_parquet(%s, union_by_name = true)".formatted(Sql.files(files));
    Set<String> written = files.isEmpty() ? Set.of() : columnsOf(source);
    String columns =
        table.columns().stream()
            .map(column -> expression(column, written))
            .collect(Collectors.joining(", "));
    execute(
        "CREATE VIEW %s AS SELECT %s FROM %s".formatted(Sql.name(table.name()), columns, source));
  }

  /** A column that older files lack reads as null. */
  private static String expression(Column column, Set<String> written) {
    String value = written.contains(column.name()) ? Sql.name(column.name()) : "NULL";
    return "CAST(%s AS %s) AS %s"
        .formatted(value, column.type().sqlName(), Sql.name(column.name()));
  }

  private Set<String> columnsOf(String source) throws SQLException {
    Set<String> names = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("DESCRIBE SELECT * FROM " + source)) {
      while (result.next()) {
        names.add(result.getString("column_name"));
      }
    }
    return names;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
