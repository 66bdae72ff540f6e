package org.greensweep.catalog;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One result table: its name, what a row is, and its columns in order. The order drives the schema
 * that is written, the header of an export and the written specification.
 */
public record Table(String name, String meaning, List<Column> columns) implements Serializable {
  public Table {
    columns = List.copyOf(columns);
    Set<String> names = new HashSet<>();
    for (Column column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException("Table " + name + " has two columns " + column.name());
      }
    }
  }

  /** The names of the columns, in order. */
  public List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  /** The place of a column in a row, or -1 where the table has no such column. */
  public int indexOf(String columnName) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(columnName)) {
        return i;
      }
    }
    return -1;
  }
}
