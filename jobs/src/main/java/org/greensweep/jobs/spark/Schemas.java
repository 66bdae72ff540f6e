package org.greensweep.jobs.spark;

import java.sql.Timestamp;
import java.time.Instant;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.greensweep.catalog.Column;
import org.greensweep.catalog.ColumnType;
import org.greensweep.catalog.Row;
import org.greensweep.catalog.Table;

/** The catalogue's tables as Spark sees them. */
final class Schemas {
  private Schemas() {}

  static StructType of(Table table) {
    StructType type = new StructType();
    for (Column column : table.columns()) {
      type = type.add(column.name(), of(column.type()), column.nullable());
    }
    return type;
  }

  static Encoder<org.apache.spark.sql.Row> encoder(Table table) {
    return Encoders.row(of(table));
  }

  private static DataType of(ColumnType type) {
    return switch (type) {
      case TEXT -> DataTypes.StringType;
      case INTEGER -> DataTypes.LongType;
      case REAL -> DataTypes.DoubleType;
      case BOOLEAN -> DataTypes.BooleanType;
      case TIMESTAMP -> DataTypes.TimestampType;
    };
  }

  static org.apache.spark.sql.Row sparkRow(Row row) {
    Object[] values = row.values();
    for (int index = 0; index < values.length; index++) {
      if (values[index] instanceof Instant instant) {
        values[index] = Timestamp.from(instant);
      }
    }
    return RowFactory.create(values);
  }
}
