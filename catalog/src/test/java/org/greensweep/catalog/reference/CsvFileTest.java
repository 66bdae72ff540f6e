package org.greensweep.catalog.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.greensweep.catalog.CatalogError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvFileTest {
  private static final String HEADER = String.join(",", GridFactor.COLUMNS) + "\n";
  private static final String GOOD =
      "owid-XX,XX,Somewhere,Somewhere,100,g/kWh,lifecycle,average,location,2024,a source,CC0\n";

  private static List<GridFactor> read(String text) {
    return CsvFile.read("grid.csv", new StringReader(text), GridFactor.COLUMNS).stream()
        .map(GridFactor::of)
        .toList();
  }

  @Test
  void aGoodRowIsRead() {
    assertThat(read(HEADER + GOOD))
        .singleElement()
        .satisfies(
            factor -> {
              assertThat(factor.region()).isEqualTo("XX");
              assertThat(factor.intensity().value()).isEqualTo(100);
              assertThat(factor.source()).isEqualTo("a source");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a source| |10|column 11 'source'.*cite one",
        "owid-XX,| ,|10|column 1 'id'.*is empty",
        "g/kWh|kg|10|column 6 'unit': value 'kg' is unknown; use one of g/kWh",
        "100|100000|10|column 5 'intensity': value '100000' is outside 0.0 .. 1500.0",
        "100|-1|10|value '-1' is outside",
        "100|NaN|10|value 'NaN' is outside",
        "100|Infinity|10|value 'Infinity' is outside",
        "100|1 000|10|value '1 000' is no number",
        "100,g/kWh|731.59,kg/kWh|10|value '731.59' is outside 0.0 .. 1.5",
        "2024|24|10|column 10 'year': value '24' is outside",
        "2024|2024.5|10|is no whole number",
        "lifecycle|life cycle|10|column 7 'boundary'.*use one of lifecycle, direct",
        "average|mean|10|use one of average, marginal",
        "CC0|,|10|has 13 cells, the header has 12 columns",
        ",CC0||10|has 11 cells",
        "a source|\"a \"source|10|is no CSV",
      })
  void aBadRowIsRefusedWithItsPlace(String part, String instead, int line, String message) {
    String before = GOOD.replace("owid-XX", "first").repeat(1);
    StringBuilder text = new StringBuilder(HEADER).append(before);
    for (int i = 3; i < line; i++) {
      text.append(GOOD.replace("owid-XX", "row" + i));
    }
    text.append(GOOD.replace(part, instead == null ? "" : instead));
    assertThatThrownBy(() -> read(text.toString()))
        .isInstanceOf(CatalogError.class)
        .hasMessageMatching(
            message.contains("no CSV")
                ? "(?s)grid.csv: is no CSV.*"
                : "(?s)grid.csv:" + line + ": .*" + message + ".*");
  }

  @Test
  void aSecondRowWithOneKeyIsRefusedAndNamesTheFirst() {
    assertThatThrownBy(() -> read(HEADER + GOOD + GOOD))
        .isInstanceOf(CatalogError.class)
        .hasMessageContainingAll("grid.csv:3", "'owid-XX'", "key of line 2");
  }

  @Test
  void linesAreCountedAcrossCellsWithLineBreaksAndEmptyLines() {
    String broken = GOOD.replace("owid-XX", "b").replace("a source", "\"a\nb\nc\"");
    assertThatThrownBy(() -> read(HEADER + broken + "\n" + GOOD.replace("100", "x")))
        .hasMessageContaining("grid.csv:6:");
  }

  @Test
  void headersThatAreNotExactlyAsExpectedAreRefused() {
    assertThatThrownBy(() -> read("")).hasMessageContaining("is empty");
    assertThatThrownBy(() -> read(HEADER.replace("unit", "units") + GOOD))
        .hasMessageContainingAll("grid.csv:1", "column 6 'units' is unknown", "boundary");
    assertThatThrownBy(() -> read(HEADER.replace("unit,", "") + GOOD))
        .hasMessageContaining("column 'unit' is missing");
    assertThatThrownBy(() -> read(HEADER.replace("unit,boundary", "boundary,unit") + GOOD))
        .hasMessageContaining("in this order");
    assertThatThrownBy(() -> read("\uFEFF" + HEADER + GOOD))
        .hasMessageContaining("byte-order mark");
  }

  @Test
  void filesOfTheUserAreReadAndNamed(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("mine.csv"), HEADER + GOOD);
    assertThat(CsvFile.file(file, GridFactor.COLUMNS)).hasSize(1);
    assertThatThrownBy(() -> CsvFile.file(folder.resolve("none.csv"), GridFactor.COLUMNS))
        .isInstanceOf(CatalogError.class)
        .hasMessageContaining("none.csv");
    Files.write(
        file, (HEADER + GOOD.replace("a source", "é")).getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> CsvFile.file(file, GridFactor.COLUMNS))
        .isInstanceOf(CatalogError.class)
        .hasMessageContainingAll("mine.csv", "UTF-8");
  }
}
