package org.greensweep.catalog;

import java.io.Serializable;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a table, checked against the table's columns when it is built, immutable afterwards.
 */
public final class Row implements Serializable {
  private final Table table;
  private final @Nullable Serializable[] values;

  private Row(Table table, @Nullable Serializable[] values) {
    this.table = table;
    this.values = values;
  }

  /** Starts a row of the table; what is not set stays null. */
  public static Builder of(Table table) {
    return new Builder(table);
  }

  /** The table that this row belongs to. */
  public Table table() {
    return table;
  }

  /** A copy of the values in column order: String, Long, Double, Boolean, Instant or null. */
  public @Nullable Object[] values() {
    return Arrays.copyOf(values, values.length, Object[].class);
  }

  /**
   * The value of one column.
   *
   * @throws IllegalArgumentException when the table has no such column
   */
  public @Nullable Object value(String columnName) {
    return values[place(table, columnName)];
  }

  private static int place(Table table, String columnName) {
    int index = table.indexOf(columnName);
    if (index < 0) {
      throw new IllegalArgumentException(
          "Table %s has no column '%s'; it has %s"
              .formatted(table.name(), columnName, table.columnNames()));
    }
    return index;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Row row && table.equals(row.table) && Arrays.equals(values, row.values);
  }

  @Override
  public int hashCode() {
    return 31 * table.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return table.name() + Arrays.toString(values);
  }

  /** Collects the values of one row by column name. Every refusal names table, column and value. */
  public static final class Builder {
    private final Table table;
    private final Map<String, Serializable> given = new HashMap<>();

    private Builder(Table table) {
      this.table = table;
    }

    /**
     * Sets one column. Integers widen to 64 bit, floats to double; null leaves the column empty.
     *
     * @throws IllegalArgumentException for an unknown column, a second value, a value of another
     *     type, NaN, infinity, or null in a column that needs a value
     */
    public Builder set(String columnName, @Nullable Object value) {
      Column column = table.columns().get(place(table, columnName));
      if (value == null) {
        refuseIf(!column.nullable(), column, "null", "needs a value");
        return this;
      }
      Serializable before = given.put(columnName, converted(column, value));
      refuseIf(before != null, column, value, "was set before, to " + before);
      return this;
    }

    /** Ends the row; every column that may not be null must have been set. */
    public Row build() {
      @Nullable Serializable[] values = new Serializable[table.columns().size()];
      for (int i = 0; i < values.length; i++) {
        Column column = table.columns().get(i);
        values[i] = given.get(column.name());
        refuseIf(values[i] == null && !column.nullable(), column, "null", "was never set");
      }
      return new Row(table, values);
    }

    private Serializable converted(Column column, Object value) {
      Object widened = value;
      if (column.type() == ColumnType.INTEGER && value instanceof Integer narrow) {
        widened = narrow.longValue();
      } else if (column.type() == ColumnType.REAL && value instanceof Float narrow) {
        widened = narrow.doubleValue();
      }
      Class<?> wanted = column.type().javaClass();
      refuseIf(!wanted.isInstance(widened), column, value, "is no " + wanted.getSimpleName());
      if (widened instanceof Double real) {
        refuseIf(!Double.isFinite(real), column, value, "is not a finite number");
      }
      if (widened instanceof Instant moment) {
        // Parquet keeps microseconds; a finer instant would come back as another value.
        return moment.minusNanos(moment.getNano() % 1000);
      }
      return (Serializable) widened;
    }

    private void refuseIf(boolean wrong, Column column, Object value, String why) {
      if (wrong) {
        throw new IllegalArgumentException(
            "Row of %s, column %s (%s%s): value %s %s"
                .formatted(
                    table.name(),
                    column.name(),
                    column.type(),
                    column.nullable() ? ", may be null" : "",
                    value,
                    why));
      }
    }
  }
}
