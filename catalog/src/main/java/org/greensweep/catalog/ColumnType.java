package org.greensweep.catalog;

import java.time.Instant;

/** The type of a column, with the Java class that its values have in a {@link Row}. */
public enum ColumnType {
  /** UTF-8 text. */
  TEXT(String.class, "VARCHAR"),
  /** Signed 64 bit integer. */
  INTEGER(Long.class, "BIGINT"),
  /** IEEE 754 double; never NaN, never infinite. */
  REAL(Double.class, "DOUBLE"),
  /** True or false. */
  BOOLEAN(Boolean.class, "BOOLEAN"),
  /** A moment in UTC, to the microsecond. */
  TIMESTAMP(Instant.class, "TIMESTAMP WITH TIME ZONE");

  private final Class<?> javaClass;
  private final String sqlName;

  ColumnType(Class<?> javaClass, String sqlName) {
    this.javaClass = javaClass;
    this.sqlName = sqlName;
  }

  /** The class of a value of this type in a {@link Row}. */
  public Class<?> javaClass() {
    return javaClass;
  }

  /** The name of this type in the SQL of the views. */
  public String sqlName() {
    return sqlName;
  }
}
