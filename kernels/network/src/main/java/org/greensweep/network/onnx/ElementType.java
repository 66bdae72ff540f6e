package org.greensweep.network.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.Arrays;
import org.greensweep.network.UserError;

/** What an element of a tensor is, as the format numbers it. */
enum ElementType {
  FLOAT(DataType.FLOAT_VALUE, 32, Kind.REAL, 0, 0),
  DOUBLE(DataType.DOUBLE_VALUE, 64, Kind.REAL, 0, 0),
  FLOAT16(DataType.FLOAT16_VALUE, 16, Kind.REAL, 0, 0),
  BFLOAT16(DataType.BFLOAT16_VALUE, 16, Kind.REAL, 0, 0),
  INT4(DataType.INT4_VALUE, 4, Kind.INTEGER, -8, 7),
  UINT4(DataType.UINT4_VALUE, 4, Kind.INTEGER, 0, 15),
  INT8(DataType.INT8_VALUE, 8, Kind.INTEGER, -128, 127),
  UINT8(DataType.UINT8_VALUE, 8, Kind.INTEGER, 0, 255),
  INT16(DataType.INT16_VALUE, 16, Kind.INTEGER, Short.MIN_VALUE, Short.MAX_VALUE),
  UINT16(DataType.UINT16_VALUE, 16, Kind.INTEGER, 0, 65535),
  INT32(DataType.INT32_VALUE, 32, Kind.INTEGER, Integer.MIN_VALUE, Integer.MAX_VALUE),
  UINT32(DataType.UINT32_VALUE, 32, Kind.INTEGER, 0, 0xFFFFFFFFL),
  INT64(DataType.INT64_VALUE, 64, Kind.INTEGER, Long.MIN_VALUE, Long.MAX_VALUE),
  UINT64(DataType.UINT64_VALUE, 64, Kind.INTEGER, 0, Long.MAX_VALUE),
  BOOL(DataType.BOOL_VALUE, 8, Kind.BOOLEAN, 0, 1);

  private enum Kind {
    REAL,
    INTEGER,
    BOOLEAN
  }

  private final int number;
  private final int bits;
  private final Kind kind;
  private final long least;
  private final long greatest;

  ElementType(int number, int bits, Kind kind, long least, long greatest) {
    this.number = number;
    this.bits = bits;
    this.kind = kind;
    this.least = least;
    this.greatest = greatest;
  }

  /**
   * The type with the format's number; a {@link UserError} for those that no network computes with.
   */
  static ElementType of(int number) {
    return Arrays.stream(values())
        .filter(type -> type.number == number)
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "element type "
                        + DataType.forNumber(number)
                        + " (number "
                        + number
                        + ") is not supported; use a real, integer or boolean type"));
  }

  int bits() {
    return bits;
  }

  boolean isReal() {
    return kind == Kind.REAL;
  }

  boolean isInteger() {
    return kind == Kind.INTEGER;
  }

  /** The least value of an integer type. */
  long least() {
    return least;
  }

  long greatest() {
    return greatest;
  }
}
