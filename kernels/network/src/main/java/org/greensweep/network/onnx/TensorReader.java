package org.greensweep.network.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.greensweep.network.UserError;
import org.greensweep.network.tensor.Values;

/** Tensors as the file holds them: checked at once, decoded when they are needed. */
final class TensorReader {
  private final ExternalData external;

  TensorReader(ExternalData external) {
    this.external = external;
  }

  /**
   * @param stored whether it is one of the graph's initializers
   */
  ConstantTensor read(TensorProto tensor, boolean stored) {
    String place = "tensor '" + tensor.getName() + "'";
    try {
      ElementType type = ElementType.of(tensor.getDataType());
      List<Integer> dims = Dims.of(tensor.getDimsList());
      int elements = Dims.elements(dims);
      if (tensor.hasSegment()) {
        throw new UserError("is one segment of a tensor; store it whole");
      }
      boolean isExternal = tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
      if (isExternal || tensor.hasRawData()) {
        ByteString raw = isExternal ? external.bytes(tensor) : tensor.getRawData();
        long bytes = ((long) elements * type.bits() + Byte.SIZE - 1) / Byte.SIZE;
        checkCount(dims, "bytes", bytes, raw.size());
        return new ConstantTensor(
            type, dims, stored && type.isReal(), elements, () -> decoded(type, raw, elements));
      }
      int count = count(type, tensor);
      int expected = type.bits() == 4 ? (elements + 1) / 2 : elements;
      checkCount(dims, "values", expected, count);
      return new ConstantTensor(
          type, dims, stored && type.isReal(), elements, () -> listed(type, tensor, elements));
    } catch (UserError e) {
      throw new UserError(place + ": " + e.getMessage(), e);
    }
  }

  private static void checkCount(List<Integer> dims, String what, long expected, long actual) {
    if (expected != actual) {
      throw new UserError(
          "has dimensions %s, so %d %s, but holds %d; the file is damaged or truncated"
              .formatted(dims, expected, what, actual));
    }
  }

  private static int count(ElementType type, TensorProto tensor) {
    return switch (type) {
      case FLOAT -> tensor.getFloatDataCount();
      case DOUBLE -> tensor.getDoubleDataCount();
      case INT64 -> tensor.getInt64DataCount();
      case UINT32, UINT64 -> tensor.getUint64DataCount();
      default -> tensor.getInt32DataCount();
    };
  }

  private static Values listed(ElementType type, TensorProto tensor, int elements) {
    Values values = allocate(type, elements);
    for (int i = 0; i < elements; i++) {
      values.set(
          i,
          switch (type) {
            case FLOAT -> tensor.getFloatData(i);
            case DOUBLE -> tensor.getDoubleData(i);
            case INT64 -> tensor.getInt64Data(i);
            case UINT32, UINT64 -> tensor.getUint64Data(i);
            case FLOAT16 -> half((short) tensor.getInt32Data(i));
            case BFLOAT16 -> Float.intBitsToFloat(tensor.getInt32Data(i) << 16);
            case INT4, UINT4 -> nibble(type, tensor.getInt32Data(i / 2), i);
            default -> tensor.getInt32Data(i);
          });
    }
    return values;
  }

  /** Room for values of a type: fp32 for the real types that it holds exactly, else fp64. */
  static Values allocate(ElementType type, int elements) {
    return type.isReal() && type != ElementType.DOUBLE
        ? Values.of(new float[elements])
        : Values.of(new double[elements]);
  }

  private static Values decoded(ElementType type, ByteString raw, int elements) {
    ByteBuffer bytes = raw.asReadOnlyByteBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
    if (type == ElementType.FLOAT) {
      float[] floats = new float[elements];
      bytes.asFloatBuffer().get(floats);
      return Values.of(floats);
    }
    Values values = allocate(type, elements);
    for (int i = 0; i < elements; i++) {
      values.set(i, element(type, bytes, i));
    }
    return values;
  }

  private static double element(ElementType type, ByteBuffer bytes, int i) {
    return switch (type) {
      case FLOAT -> bytes.getFloat(i * Float.BYTES);
      case DOUBLE -> bytes.getDouble(i * Double.BYTES);
      case FLOAT16 -> half(bytes.getShort(i * Short.BYTES));
      case BFLOAT16 -> Float.intBitsToFloat(bytes.getShort(i * Short.BYTES) << 16);
      case INT8 -> bytes.get(i);
      case UINT8, BOOL -> bytes.get(i) & 0xFF;
      case INT16 -> bytes.getShort(i * Short.BYTES);
      case UINT16 -> bytes.getShort(i * Short.BYTES) & 0xFFFF;
      case INT32 -> bytes.getInt(i * Integer.BYTES);
      case UINT32 -> bytes.getInt(i * Integer.BYTES) & 0xFFFFFFFFL;
      case INT64, UINT64 -> bytes.getLong(i * Long.BYTES);
      case INT4, UINT4 -> nibble(type, bytes.get(i / 2), i);
    };
  }

  /** Two to a byte, the first in the low bits. */
  private static int nibble(ElementType type, int pair, int i) {
    int bits = (i % 2 == 0 ? pair : pair >> 4) & 0xF;
    return type == ElementType.INT4 && bits > 7 ? bits - 16 : bits;
  }

  /** IEEE 754 binary16. */
  private static float half(short bits) {
    int exponent = bits >> 10 & 0x1F;
    int fraction = bits & 0x3FF;
    float magnitude =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24f;
          case 0x1F -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Float.intBitsToFloat(exponent + 112 << 23 | fraction << 13);
        };
    return bits < 0 ? -magnitude : magnitude;
  }
}
