package org.greensweep.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Keeps the README's tables equal to the code. To write them anew: {@code mvn -pl catalog -am test
 * -Dtest=SpecificationTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dgreensweep.write-specification=true}.
 */
class SpecificationTest {
  private static final Path README = Path.of("README.md");
  private static final String BEGIN = "<!-- tables: generated, see SpecificationTest -->\n";
  private static final String END = "<!-- end of tables -->";

  @Test
  void theReadmeSpecifiesEveryColumnAsItIsWritten() throws IOException {
    String readme = Files.readString(README);
    int begin = readme.indexOf(BEGIN) + BEGIN.length();
    int end = readme.indexOf(END);
    assertThat(end).as("README has the marks").isGreaterThanOrEqualTo(begin);
    String wanted = "\n" + Specification.markdown(Tables.all());
    if (Boolean.getBoolean("greensweep.write-specification")) {
      Files.writeString(README, readme.substring(0, begin) + wanted + readme.substring(end));
      return;
    }
    assertThat(readme.substring(begin, end)).isEqualTo(wanted);
  }

  @Test
  void unitsStandAtTheEndOfColumnNames() {
    for (Table table : Tables.all()) {
      for (Column column : table.columns()) {
        String suffix =
            switch (column.unit()) {
              case "J" -> "_j";
              case "s" -> "_s";
              case "g CO2e" -> "_g";
              case "g/kWh" -> "_g_per_kwh";
              case "bit" -> "_bits";
              case "byte" -> "_bytes";
              default -> "";
            };
        if (!suffix.isEmpty()) {
          assertThat(column.name()).as(table.name()).endsWith(suffix);
        }
      }
    }
  }
}
