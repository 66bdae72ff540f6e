package org.greensweep.catalog;

/** Short ways to write a column down, so that a table reads like its specification. */
final class Columns {
  private Columns() {}

  static Column text(String name, String meaning) {
    return new Column(name, ColumnType.TEXT, "", meaning, false);
  }

  static Column integer(String name, String unit, String meaning) {
    return new Column(name, ColumnType.INTEGER, unit, meaning, false);
  }

  static Column real(String name, String unit, String meaning) {
    return new Column(name, ColumnType.REAL, unit, meaning, false);
  }

  static Column flag(String name, String meaning) {
    return new Column(name, ColumnType.BOOLEAN, "", meaning, false);
  }

  static Column moment(String name, String meaning) {
    return new Column(name, ColumnType.TIMESTAMP, "UTC", meaning, false);
  }

  static Column nullable(Column column) {
    return new Column(column.name(), column.type(), column.unit(), column.meaning(), true);
  }
}
