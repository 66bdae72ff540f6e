package org.greensweep.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.greensweep.network.NumberFormat;
import org.greensweep.network.quantization.BFloat16;
import org.greensweep.network.quantization.BitPacking;
import org.greensweep.network.quantization.Half;

/** An ONNX graph in the making: operators are appended in order, each named after its output. */
final class OnnxWriterGraph {
  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Map<String, Integer> uses = new HashMap<>();

  OnnxWriterGraph(String name) {
    graph.setName(name);
  }

  GraphProto build() {
    return graph.build();
  }

  /** A name that begins with {@code wanted} and is not taken yet. */
  String fresh(String wanted) {
    int use = uses.merge(wanted, 1, Integer::sum);
    return use == 1 ? wanted : fresh(wanted + "_" + use);
  }

  void input(String name, List<Long> extents) {
    graph.addInput(value(name, extents));
  }

  void output(String name, List<Long> extents) {
    graph.addOutput(value(name, extents));
  }

  private static ValueInfoProto value(String name, List<Long> extents) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    extents.forEach(
        extent -> shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(extent)));
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT_VALUE).setShape(shape).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  /** Appends an operator of one output called {@code output}; returns that name. */
  String add(String operator, String output, List<String> inputs, AttributeProto... attributes) {
    return add(operator, output, List.of(), inputs, attributes);
  }

  /** Appends an operator of two outputs of which only the second is read; returns its name. */
  String addSecond(
      String operator, String output, List<String> inputs, AttributeProto... attributes) {
    return add(operator, output, List.of(fresh(output + ".unread")), inputs, attributes);
  }

  private String add(
      String operator,
      String output,
      List<String> unread,
      List<String> inputs,
      AttributeProto... attributes) {
    String name = fresh(output);
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(name)
            .addAllInput(inputs)
            .addAllOutput(unread)
            .addOutput(name)
            .addAllAttribute(Arrays.asList(attributes)));
    return name;
  }

  String add(String operator, String output, String input, AttributeProto... attributes) {
    return add(operator, output, List.of(input), attributes);
  }

  String reshape(String output, String input, long... extents) {
    return add("Reshape", output, List.of(input, longs(output + ".shape", extents)));
  }

  String transpose(String output, String input, long... axes) {
    return add("Transpose", output, input, integers("perm", axes));
  }

  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto real(String name, double value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF((float) value)
        .build();
  }

  static AttributeProto integers(String name, long... values) {
    List<Long> list = new ArrayList<>();
    for (long value : values) {
      list.add(value);
    }
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(list)
        .build();
  }

  String floats(String name, float[] values, long... extents) {
    ByteBuffer bytes = littleEndian(4L * values.length);
    bytes.asFloatBuffer().put(values);
    return initializer(name, DataType.FLOAT, bytes, extents);
  }

  String scalar(String name, float value) {
    return floats(name, new float[] {value});
  }

  String longs(String name, long... values) {
    ByteBuffer bytes = littleEndian(8L * values.length);
    bytes.asLongBuffer().put(values);
    return initializer(name, DataType.INT64, bytes, values.length);
  }

  /** Values in 16 bits each. */
  String shorts(String name, NumberFormat format, float[] values, long... extents) {
    ByteBuffer bytes = littleEndian(2L * values.length);
    for (float value : values) {
      bytes.putShort(format == NumberFormat.FP16 ? Half.bits(value) : BFloat16.bits(value));
    }
    return initializer(name, type(format), bytes.flip(), extents);
  }

  String bytes(String name, byte[] codes, long... extents) {
    return initializer(name, DataType.INT8, ByteBuffer.wrap(codes), extents);
  }

  /** Two codes to a byte. */
  String nibbles(String name, byte[] codes, long... extents) {
    ByteBuffer packed = ByteBuffer.wrap(BitPacking.pack(NumberFormat.INT4, codes));
    return initializer(name, DataType.INT4, packed, extents);
  }

  static DataType type(NumberFormat format) {
    return switch (format) {
      case FP32 -> DataType.FLOAT;
      case FP16 -> DataType.FLOAT16;
      case BF16 -> DataType.BFLOAT16;
      case INT4 -> DataType.INT4;
      case INT8, INT2, INT2_UNIFORM, TERNARY, BINARY -> DataType.INT8;
    };
  }

  private String initializer(String wanted, DataType type, ByteBuffer bytes, long... extents) {
    String name = fresh(wanted);
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
    for (long extent : extents) {
      tensor.addDims(extent);
    }
    graph.addInitializer(tensor.setRawData(UnsafeByteOperations.unsafeWrap(bytes)));
    return name;
  }

  private static ByteBuffer littleEndian(long length) {
    return ByteBuffer.allocate(Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
  }
}
