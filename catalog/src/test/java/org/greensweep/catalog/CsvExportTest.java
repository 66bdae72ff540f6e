package org.greensweep.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvExportTest {
  private static String export(String sql, long rows) throws Exception {
    StringBuilder out = new StringBuilder();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertThat(CsvExport.write(result, out)).isEqualTo(rows);
    }
    return out.toString();
  }

  @Test
  void numbersStayNumbersAndTextsAreQuotedWhereNeeded() throws Exception {
    assertThat(
            export(
                "SELECT -1.5::DOUBLE AS energy_j, 'a,\"b\"' AS name, NULL AS failure, true AS ok",
                1))
        .isEqualTo("energy_j,name,failure,ok\r\n-1.5,\"a,\"\"b\"\"\",,true\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"})
  void aFormulaIsInert(String formula) {
    assertThat(CsvExport.inert(formula)).isEqualTo("'" + formula);
  }

  @Test
  void otherTextsAreLeftAlone() throws Exception {
    assertThat(CsvExport.inert("resnet18")).isEqualTo("resnet18");
    assertThat(CsvExport.inert("")).isEmpty();
    assertThat(export("SELECT '=HYPERLINK(1)' AS network, '=x' AS \"=y\"", 1))
        .isEqualTo("network,'=y\r\n'=HYPERLINK(1),'=x\r\n");
    assertThat(export("SELECT 1 AS a WHERE false", 0)).isEqualTo("a\r\n");
  }
}
