package org.greensweep.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.greensweep.catalog.DeltaFixture.META;
import static org.greensweep.catalog.DeltaFixture.PROTOCOL;
import static org.greensweep.catalog.DeltaFixture.add;
import static org.greensweep.catalog.DeltaFixture.remove;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
  @TempDir Path folder;

  private DeltaFixture measurements() {
    return new DeltaFixture(folder.resolve("measurements"));
  }

  /** The files that are counted with their rows, as 'file:rows'. */
  private List<String> counted() throws Exception {
    try (Catalogue catalogue = Catalogue.open(folder)) {
      return strings(
          catalogue,
          "SELECT network || ':' || count(*) FROM measurements GROUP BY network ORDER BY network");
    }
  }

  private static List<String> strings(Catalogue catalogue, String sql) throws Exception {
    try (Statement statement = catalogue.connection().createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (result.next()) {
        values.add(result.getString(1));
      }
      return values;
    }
  }

  @Test
  void tablesThatDoNotExistYetAreEmptyViewsWithTheirColumns() throws Exception {
    try (Catalogue catalogue = Catalogue.open(folder)) {
      for (Table table : Tables.all()) {
        assertThat(strings(catalogue, "SELECT name FROM pragma_table_info('" + table.name() + "')"))
            .isEqualTo(table.columnNames());
      }
      assertThat(catalogue.tables())
          .hasSameSizeAs(Tables.all())
          .allMatch(summary -> summary.rows() == 0);
    }
  }

  @Test
  void onlyFilesOfTheLogAreCounted() throws Exception {
    try (DeltaFixture table = measurements()) {
      table.data("a.parquet", 3).data("b.parquet", 2).data("leftover.parquet", 48);
      table.commit(0, PROTOCOL, META, add("a.parquet")).commit(1, add("b.parquet"));
      table.write("_delta_log/.00000000000000000002.json.tmp", "{half");
      table.write("_delta_log/00000000000000000001.crc", "{}");
    }
    assertThat(counted()).containsExactly("a.parquet:3", "b.parquet:2");
    try (Catalogue catalogue = Catalogue.open(folder)) {
      assertThat(catalogue.tables())
          .contains(new TableSummary(Tables.MEASUREMENTS, 5), new TableSummary(Tables.SWEEPS, 0));
    }
  }

  @Test
  void aRemovedFileNoLongerCountsAndMayBeGoneAndMayComeBack() throws Exception {
    try (DeltaFixture table = measurements()) {
      table.data("b.parquet", 2).data("c.parquet", 4);
      table.commit(0, PROTOCOL, META, add("a.parquet"), add("c.parquet"));
      table.commit(1, remove("a.parquet"), remove("c.parquet"), add("b.parquet"));
      table.commit(2, add("c.parquet"));
    }
    assertThat(counted()).containsExactly("b.parquet:2", "c.parquet:4");
  }

  @Test
  void aCheckpointStandsForTheCommitsBeforeIt() throws Exception {
    try (DeltaFixture table = measurements()) {
      table.data("a.parquet", 3).data("b.parquet", 2).data("c.parquet", 1);
      table.checkpoint("00000000000000000010.checkpoint.parquet", "a.parquet", "b.parquet");
      table.write("_delta_log/_last_checkpoint", "{\"version\":10,\"size\":3}");
      table.commit(9, add("long-gone.parquet")).commit(10, add("b.parquet"));
      table.commit(11, remove("b.parquet"), add("c.parquet"));
    }
    assertThat(counted()).containsExactly("a.parquet:3", "c.parquet:1");
  }

  @Test
  void aCheckpointInPartsCountsOnlyWhenComplete() throws Exception {
    try (DeltaFixture table = measurements()) {
      table.data("a.parquet", 3).data("b.parquet", 2).data("c.parquet", 1);
      String part = "0000000000000000000%d.checkpoint.000000000%d.0000000002.parquet";
      table.checkpoint(part.formatted(1, 1), "a.parquet");
      table.checkpoint(part.formatted(1, 2), "b.parquet");
      table.checkpoint(part.formatted(2, 1), "a.parquet");
      table.commit(2, add("c.parquet"));
    }
    assertThat(counted()).containsExactly("a.parquet:3", "b.parquet:2", "c.parquet:1");
  }

  @Test
  void pathsAreDecodedAndMayContainWhatPatternsAreMadeOf() throws Exception {
    Path awkward = Files.createDirectory(folder.resolve("o'ne [1] * ? %20"));
    try (DeltaFixture table = new DeltaFixture(awkward.resolve("measurements"))) {
      table.data("a b+c%.parquet", 3);
      table.commit(0, PROTOCOL, META, add("a%20b+c%25.parquet"));
    }
    folder = awkward;
    assertThat(counted()).containsExactly("a b+c%.parquet:3");
  }

  @Test
  void anAbsolutePathIsTakenAsItIs() throws Exception {
    try (DeltaFixture table = measurements()) {
      table.data("a.parquet", 3);
      Path file = folder.resolve("measurements").resolve("a.parquet");
      table.commit(0, PROTOCOL, META, add(file.toUri().toString()));
    }
    assertThat(counted()).containsExactly("a.parquet:3");
  }

  @Test
  void filesOfAnOlderSchemaReadAsNullAndTypesAreTheTablesTypes() throws Exception {
    try (DeltaFixture table = measurements()) {
      table.data("a.parquet", 1);
      table.parquet("b.parquet", "SELECT 'z' AS measurement_key, 3::INTEGER AS seed");
      table.commit(0, PROTOCOL, META, add("a.parquet"), add("b.parquet"));
    }
    try (Catalogue catalogue = Catalogue.open(folder)) {
      assertThat(
              strings(
                  catalogue,
                  """
                  SELECT concat_ws(' ', typeof(seed), coalesce(seed, -1), coalesce(threads, -1),
                                   typeof(latency_median_s), cpu_model IS NULL)
                  FROM measurements ORDER BY measurement_key
                  """))
          .containsExactly("BIGINT -1 8 DOUBLE true", "BIGINT 3 -1 DOUBLE true");
    }
  }

  @Test
  void readingNeedsNoExtensionFromElsewhere() throws Exception {
    try (Catalogue catalogue = Catalogue.open(folder)) {
      assertThat(
              strings(
                  catalogue,
                  "SELECT value FROM duckdb_settings() WHERE name IN"
                      + " ('autoinstall_known_extensions', 'autoload_known_extensions')"))
          .containsExactly("false", "false");
      assertThat(strings(catalogue, "SELECT current_setting('TimeZone')")).containsExactly("UTC");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"add\":{\"path\":\"a.parq | is broken",
        "not json | is broken",
        "[1] | no JSON object",
        "{\"add\":{\"path\":\"a%zz\"}} | no URI",
        "{\"add\":{\"path\":\"gone.parquet\"}} | not there",
        "{\"add\":{\"path\":\"a\",\"deletionVector\":{\"pathOrInlineDv\":\"x\"}}} | deletion vectors",
        "{\"metaData\":{\"partitionColumns\":[\"network\"]}} | partition columns [\"network\"]",
        "{\"protocol\":{\"minReaderVersion\":2,\"minWriterVersion\":5}} | reader version 2",
        "{\"protocol\":{\"minReaderVersion\":3,\"readerFeatures\":[\"columnMapping\"]}}"
            + " | reader feature columnMapping",
      })
  void aBrokenOrForeignLogIsRefusedByName(String line, String message) throws Exception {
    try (DeltaFixture table = measurements()) {
      table.commit(0, PROTOCOL, META, line);
    }
    assertThatThrownBy(() -> Catalogue.open(folder))
        .isInstanceOf(CatalogError.class)
        .hasMessageContainingAll("measurements", message);
  }

  @Test
  void harmlessReaderFeaturesAreRead() throws Exception {
    try (DeltaFixture table = measurements()) {
      table.data("a.parquet", 3);
      String protocol =
          "{\"protocol\":{\"minReaderVersion\":3,\"minWriterVersion\":7,"
              + "\"readerFeatures\":[\"deletionVectors\"],\"writerFeatures\":[]}}";
      table.commit(0, protocol, META, add("a.parquet"));
    }
    assertThat(counted()).containsExactly("a.parquet:3");
  }

  @Test
  void aGapInTheLogIsRefused() {
    try (DeltaFixture table = measurements()) {
      table.data("a.parquet", 3);
      table.commit(0, PROTOCOL, META, add("a.parquet")).commit(2, add("a.parquet"));
    }
    assertThatThrownBy(() -> Catalogue.open(folder))
        .isInstanceOf(CatalogError.class)
        .hasMessageContaining("lacks commit 00000000000000000001.json");
  }

  @Test
  void aLogWhoseBeginningIsGoneIsRefused() {
    try (DeltaFixture table = measurements()) {
      table.commit(4, add("a.parquet"));
    }
    assertThatThrownBy(() -> Catalogue.open(folder))
        .hasMessageContaining("lacks commit 00000000000000000000.json");
  }

  @Test
  void anEmptyLogIsATableThatDoesNotExistYet() throws Exception {
    measurements().close();
    assertThat(counted()).isEmpty();
  }

  @Test
  void aFolderThatIsNoneIsRefused() {
    assertThatThrownBy(() -> Catalogue.open(folder.resolve("nowhere")))
        .isInstanceOf(CatalogError.class)
        .hasMessageContaining("nowhere");
  }
}
