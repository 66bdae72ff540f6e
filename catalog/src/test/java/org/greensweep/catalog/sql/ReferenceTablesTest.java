package org.greensweep.catalog.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.greensweep.catalog.Catalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceTablesTest {
  @TempDir Path folder;

  private static double number(Catalogue catalogue, String sql) throws Exception {
    try (Statement statement = catalogue.connection().createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getDouble(1);
    }
  }

  @Test
  void referenceDataStandsBesideTheResults() throws Exception {
    try (Catalogue catalogue = Catalogue.open(folder)) {
      ReferenceTables.create(catalogue.connection());
      assertThat(number(catalogue, "SELECT count(*) FROM grid_factors")).isGreaterThan(200);
      assertThat(number(catalogue, "SELECT g_per_kwh FROM grid_intensities WHERE region = 'DK'"))
          .isEqualTo(143.30);
      assertThat(
              number(
                  catalogue,
                  "SELECT p.footprint_g / c.footprint_g FROM reference_footprints c"
                      + " JOIN reference_footprints p ON c.corrects = p.reference_id"
                      + " WHERE c.reference_id = 'patterson-nas'"))
          .isCloseTo(88.76, within(0.01));
      assertThat(number(catalogue, "SELECT count(*) FROM equivalents WHERE headline"))
          .isGreaterThan(3);
      assertThat(number(catalogue, "SELECT count(*) FROM footprints_anywhere")).isZero();
    }
  }

  @Test
  void studiesStandBesideOursWithTheirScores() throws Exception {
    try (Catalogue catalogue = Catalogue.open(folder)) {
      ReferenceTables.create(catalogue.connection());
      assertThat(number(catalogue, "SELECT count(*) FROM training_study")).isEqualTo(40);
      String denseNet = " FROM training_study WHERE dataset = 'RSNA' AND model = 'DenseNet'";
      assertThat(number(catalogue, "SELECT count(*)" + denseNet + " AND pareto")).isEqualTo(1);
      // 0.745 / (1 + (34.6 - 2.4) / (618.4 - 2.4))
      assertThat(number(catalogue, "SELECT pepr_energy" + denseNet + " AND setting = '8bit+half'"))
          .isCloseTo(0.745 / (1 + 32.2 / 616), within(1e-9));
      assertThat(number(catalogue, "SELECT radar_energy" + denseNet + " AND setting = 'baseline'"))
          .isEqualTo(1);
      assertThat(
              number(
                  catalogue,
                  "SELECT count(*) FROM published_campaigns WHERE abs(ratio - 1) <= tolerance"))
          .isEqualTo(13);
    }
  }

  @Test
  void footprintsAreRecomputedWithAnotherGridYearAndPueFromTheStoredEnergy() throws Exception {
    Path table = folder.resolve("evaluations");
    Files.createDirectories(table.resolve("_delta_log"));
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "COPY (SELECT 'k' AS evaluation_key, 'ok' AS status, 7200.0::DOUBLE AS energy_j UNION ALL"
              + " SELECT 'f', 'failed', NULL) TO '"
              + table.resolve("a.parquet")
              + "' (FORMAT parquet)");
    }
    Files.writeString(
        table.resolve("_delta_log/00000000000000000000.json"),
        "{\"protocol\":{\"minReaderVersion\":1}}\n{\"add\":{\"path\":\"a.parquet\"}}\n");
    try (Catalogue catalogue = Catalogue.open(folder)) {
      ReferenceTables.create(catalogue.connection());
      assertThat(
              number(
                  catalogue,
                  "SELECT footprint_g_per_inference FROM footprints_anywhere"
                      + " WHERE factor_id = 'ember-2024-DK' AND pue_id = 'google-2021'"))
          .isCloseTo(0.002 * 1.1 * 143.30, within(1e-12));
      assertThat(
              number(catalogue, "SELECT count(DISTINCT evaluation_key) FROM footprints_anywhere"))
          .isEqualTo(1);
    }
  }
}
