package org.greensweep.catalog;

import java.util.List;
import java.util.Locale;

/** The written specification of the result tables, in Markdown, made from {@link Tables}. */
public final class Specification {
  private Specification() {}

  /** One section per table: what a row is, then name, type, unit and meaning of each column. */
  public static String markdown(List<Table> tables) {
    StringBuilder text = new StringBuilder();
    for (Table table : tables) {
      text.append("### ").append(table.name()).append("\n\n").append(table.meaning());
      text.append("\n\n| column | type | unit | meaning |\n|---|---|---|---|\n");
      for (Column column : table.columns()) {
        text.append(
            "| %s | %s%s | %s | %s |\n"
                .formatted(
                    column.name(),
                    column.type().name().toLowerCase(Locale.ROOT),
                    column.nullable() ? ", may be null" : "",
                    column.unit(),
                    column.meaning()));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
