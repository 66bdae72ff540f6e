package org.greensweep.jobs.cli;

import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.greensweep.catalog.Column;
import org.greensweep.catalog.TableSummary;
import org.greensweep.network.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers SQL over the catalogue's tables, without Spark. */
@Command(
    name = "show",
    description = {
      "Answers a SQL question about the results (DuckDB's SQL; the tables are views).",
      "Without one, lists the tables, their columns and how many rows they have. Beside the results stand the reference",
      "tables, and footprints_anywhere: every evaluation with another grid, year or PUE, without running anything again."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobs/greensweep show",
      "  jobs/greensweep show \"select network, dataflow, energy_j from evaluations where precision = 'int8' order by energy_j\"",
      "  jobs/greensweep show \"select network, min(footprint_g_per_inference) from footprints_anywhere where factor_id = 'owid-2023-FR' and pue_id = 'ccf-aws' group by all\"",
      "  jobs/greensweep show --json \"select * from sweeps\""
    })
public final class ShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SQL", arity = "0..1", description = "One SQL query.")
  private @Nullable String sql;

  @Mixin private OutputOption output = new OutputOption();

  @Option(names = "--json", description = "Rows as a JSON array of objects.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** What {@code --json} prints without SQL. */
  record TableRow(String table, String meaning, long rows, List<ColumnRow> columns) {}

  /** A column of {@link TableRow}. */
  record ColumnRow(String name, String type, String unit, String meaning) {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (QueryCatalogue catalogue = QueryCatalogue.open(output.directory())) {
      String query = sql;
      out.println(query == null ? overview(catalogue.tables()) : answer(catalogue, query));
    }
    out.flush();
    return 0;
  }

  private String overview(List<TableSummary> tables) {
    if (json) {
      return Json.of(tables.stream().map(ShowCommand::row).toList());
    }
    return tables.stream().map(ShowCommand::text).collect(Collectors.joining("\n\n"));
  }

  private static TableRow row(TableSummary summary) {
    return new TableRow(
        summary.table().name(),
        summary.table().meaning(),
        summary.rows(),
        summary.table().columns().stream()
            .map(c -> new ColumnRow(c.name(), c.type().sqlName(), c.unit(), c.meaning()))
            .toList());
  }

  private static String text(TableSummary summary) {
    TextTable table = new TextTable(summary.table().name(), "type", "unit", "meaning");
    for (Column column : summary.table().columns()) {
      table.add(column.name(), column.type().sqlName(), column.unit(), column.meaning());
    }
    return "%s: %,d %s. %s%n%s"
        .formatted(
            summary.table().name(),
            summary.rows(),
            summary.rows() == 1 ? "row" : "rows",
            summary.table().meaning(),
            table);
  }

  private String answer(QueryCatalogue catalogue, String query) {
    try (Statement statement = catalogue.connection().createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return json ? Json.of(objects(rows)) : table(rows);
    } catch (SQLException e) {
      throw new UserError(
          "SQL: " + e.getMessage() + "\nTables and columns: jobs/greensweep show", e);
    }
  }

  private static List<Map<String, @Nullable Object>> objects(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    List<Map<String, @Nullable Object>> objects = new ArrayList<>();
    while (rows.next()) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      for (int column = 1; column <= columns.getColumnCount(); column++) {
        Object value = rows.getObject(column);
        boolean plain = value == null || value instanceof Number || value instanceof Boolean;
        object.put(columns.getColumnLabel(column), plain ? value : rows.getString(column));
      }
      objects.add(object);
    }
    return objects;
  }

  private static String table(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    List<String> headers = new ArrayList<>();
    for (int column = 1; column <= columns.getColumnCount(); column++) {
      headers.add(columns.getColumnLabel(column));
    }
    TextTable table = new TextTable(headers);
    while (rows.next()) {
      List<String> cells = new ArrayList<>();
      for (int column = 1; column <= headers.size(); column++) {
        String cell = rows.getString(column);
        cells.add(cell == null ? "-" : cell);
      }
      table.add(cells);
    }
    return table.isEmpty() ? table + "\n(no rows)" : table.toString();
  }
}
