package org.greensweep.catalog;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * One column of a result table.
 *
 * @param name lower case words joined by underscores; ends in its unit where it has one
 * @param type what the values are
 * @param unit the unit in words, or empty for a count, a ratio, a name
 * @param meaning one sentence for the written specification
 * @param nullable whether a row may leave it out
 */
public record Column(String name, ColumnType type, String unit, String meaning, boolean nullable)
    implements Serializable {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

  public Column {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("Column name '" + name + "' does not match " + NAME);
    }
    if (meaning.isBlank() || meaning.contains("|") || unit.contains("|")) {
      throw new IllegalArgumentException(
          "Column " + name + ": the meaning must say something, and no '|' fits a README table");
    }
  }
}
