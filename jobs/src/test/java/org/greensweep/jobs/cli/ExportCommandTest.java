package org.greensweep.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables out of a catalogue: {@code export} and the reference tables of {@code show}. */
class ExportCommandTest {
  @TempDir private Path output;
  @TempDir private Path target;

  /** Two evaluations, one of them with a name that a spreadsheet would compute. */
  @BeforeEach
  void aCatalogue() throws SQLException, IOException {
    Path table = output.resolve("catalogue/evaluations");
    Files.createDirectories(table.resolve("_delta_log"));
    query(
        "COPY (SELECT 'k' AS evaluation_key, 'ok' AS status, '=1+1' AS network, 7200.0::DOUBLE AS"
            + " energy_j UNION ALL SELECT 'l', 'ok', 'alexnet', 3600.0) TO '%s' (FORMAT parquet)"
                .formatted(table.resolve("a.parquet")));
    Files.writeString(
        table.resolve("_delta_log/00000000000000000000.json"),
        "{\"protocol\":{\"minReaderVersion\":1}}\n{\"add\":{\"path\":\"a.parquet\"}}\n");
  }

  private static String query(String sql) throws SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(sql);
      try (ResultSet rows = statement.getResultSet()) {
        return rows != null && rows.next() ? rows.getString(1) : "";
      }
    }
  }

  private CommandRun export(String table, String format, String to) {
    return CommandRun.of(
        "export", table, "--format", format, "--to", to, "--output", output.toString(), "--json");
  }

  @Test
  void csvHasEveryRowAndNoFormula() throws IOException {
    Files.writeString(target.resolve("evaluations.csv"), "older");
    CommandRun run = export("evaluations", "csv", target.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode said = new JsonMapper().readTree(run.out());
    assertThat(said.get("rows").asLong()).isEqualTo(2);
    Path file = Path.of(said.get("paths").get(0).asText());
    assertThat(file).isEqualTo(target.resolve("evaluations.csv"));
    assertThat(Files.readString(file)).startsWith("evaluation_key,").contains("'=1+1", "7200.0");
    assertThat(target.toFile().list()).containsExactly("evaluations.csv");
  }

  @Test
  void parquetHasTheValuesAsTheyAre() throws SQLException {
    assertThat(export("evaluations", "parquet", target.toString()).exitCode()).isZero();
    assertThat(export("grid_factors", "PARQUET", target.toString()).exitCode()).isZero();

    String file = target.resolve("evaluations.parquet").toString();
    assertThat(query("SELECT sum(energy_j) FROM '" + file + "'")).isEqualTo("10800.0");
    assertThat(query("SELECT network FROM '" + file + "' WHERE evaluation_key = 'k'"))
        .isEqualTo("=1+1");
    assertThat(target.toFile().list())
        .containsExactlyInAnyOrder("evaluations.parquet", "grid_factors.parquet");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          evaluation  | csv   | TARGET      | unknown table 'evaluation'; the nearest of
          evaluations | excel | TARGET      | expected one of
          evaluations | csv   | TARGET/none | create it first
          evaluations; drop table pues | csv | TARGET | unknown table
          """)
  void aMistakeIsExitTwoAndNothingWritten(String table, String format, String to, String message) {
    CommandRun run = export(table, format, to.replace("TARGET", target.toString()));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message);
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void showHasTheReferenceTablesAndTheViewOfOtherGrids() throws IOException {
    CommandRun list = CommandRun.of("show", "--output", output.toString());
    assertThat(list.out())
        .contains("evaluations: 2 rows", "grid_factors: ", "training_study: 40 rows")
        .contains("footprints_anywhere: ");
    CommandRun answer =
        CommandRun.of(
            "show",
            "--json",
            "--output",
            output.toString(),
            "select footprint_g_per_inference as g from footprints_anywhere where network ="
                + " 'alexnet' and factor_id = 'owid-2023-FR' and pue_id = 'ccf-aws'");
    JsonNode rows = new JsonMapper().readTree(answer.out());
    assertThat(rows.get(0).get("g").asDouble())
        .isCloseTo(0.001 * 1.135 * 56.04, org.assertj.core.api.Assertions.within(1e-3));
  }
}
