package org.greensweep.catalog;

/** Short ways to write a column down, so that a table reads like its specification. */
public final class Columns {
  private Columns() {}

  /** Words. */
  public static Column text(String name, String meaning) {
    return new Column(name, ColumnType.TEXT, "", meaning, false);
  }

  /** A whole number. */
  public static Column integer(String name, String unit, String meaning) {
    return new Column(name, ColumnType.INTEGER, unit, meaning, false);
  }

  /** A number. */
  public static Column real(String name, String unit, String meaning) {
    return new Column(name, ColumnType.REAL, unit, meaning, false);
  }

  /** Yes or no. */
  public static Column flag(String name, String meaning) {
    return new Column(name, ColumnType.BOOLEAN, "", meaning, false);
  }

  /** A point of time. */
  public static Column moment(String name, String meaning) {
    return new Column(name, ColumnType.TIMESTAMP, "UTC", meaning, false);
  }

  /** The same column, which a row may leave empty. */
  public static Column nullable(Column column) {
    return new Column(column.name(), column.type(), column.unit(), column.meaning(), true);
  }
}
