package org.greensweep.inference.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** A model of one operator under test, with seeded values for its inputs and constants. */
final class OnnxCase {
  /** A graph input: its type, extents and values. */
  record Input(String name, DataType type, long[] dims, double[] values) {}

  private final String operator;
  private final int opset;
  private final Random random;
  private final NodeProto.Builder node = NodeProto.newBuilder().setName("op");
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("case");
  private final List<Input> inputs = new ArrayList<>();
  private final StringBuilder description = new StringBuilder();
  private int outputs = 1;
  private double tolerance = 1e-4;

  private OnnxCase(String operator, int opset) {
    this.operator = operator;
    this.opset = opset;
    this.random = new Random(operator.hashCode());
    node.setOpType(operator);
    description.append(operator).append('-').append(opset);
  }

  static OnnxCase of(String operator, int opset) {
    return new OnnxCase(operator, opset);
  }

  /** A real input, uniform from -2 to 2. */
  OnnxCase in(long... dims) {
    return in(DataType.FLOAT, -2, 2, dims);
  }

  OnnxCase positive(long... dims) {
    return in(DataType.FLOAT, 0.1, 3, dims);
  }

  OnnxCase in(DataType type, double low, double high, long... dims) {
    return in(type, uniform(type, low, high, dims), dims);
  }

  OnnxCase in(DataType type, double[] values, long... dims) {
    String name = "in" + inputs.size();
    inputs.add(new Input(name, type, dims, values));
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long dim : dims) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dim));
    }
    graph.addInput(
        ValueInfoProto.newBuilder()
            .setName(name)
            .setType(
                TypeProto.newBuilder()
                    .setTensorType(
                        TypeProto.Tensor.newBuilder()
                            .setElemType(type.getNumber())
                            .setShape(shape))));
    node.addInput(name);
    description
        .append(' ')
        .append(type == DataType.FLOAT ? "" : type)
        .append(Arrays.toString(dims));
    return this;
  }

  /** A real initializer, uniform from -1 to 1. */
  OnnxCase weights(long... dims) {
    return constant(DataType.FLOAT, uniform(DataType.FLOAT, -1, 1, dims), dims);
  }

  OnnxCase constant(DataType type, double[] values, long... dims) {
    String name = "c" + graph.getInitializerCount();
    graph.addInitializer(tensor(type, values, dims).setName(name));
    node.addInput(name);
    description.append(' ').append(type).append(Arrays.toString(dims));
    if (values.length < 9) {
      description.append(Arrays.toString(values));
    }
    return this;
  }

  /** An initializer of integers along one axis. */
  OnnxCase longs(long... values) {
    return constant(
        DataType.INT64, Arrays.stream(values).asDoubleStream().toArray(), values.length);
  }

  OnnxCase floats(double... values) {
    return constant(DataType.FLOAT, values, values.length);
  }

  OnnxCase scalar(double value) {
    return constant(DataType.FLOAT, new double[] {value});
  }

  /** An input left out. */
  OnnxCase none() {
    node.addInput("");
    return this;
  }

  OnnxCase attribute(String name, long value) {
    return add(name, AttributeProto.newBuilder().setType(AttributeType.INT).setI(value), value);
  }

  OnnxCase attribute(String name, double value) {
    return add(
        name, AttributeProto.newBuilder().setType(AttributeType.FLOAT).setF((float) value), value);
  }

  OnnxCase attribute(String name, String value) {
    return add(
        name,
        AttributeProto.newBuilder()
            .setType(AttributeType.STRING)
            .setS(ByteString.copyFromUtf8(value)),
        value);
  }

  OnnxCase attributes(String name, long... values) {
    AttributeProto.Builder builder = AttributeProto.newBuilder().setType(AttributeType.INTS);
    Arrays.stream(values).forEach(builder::addInts);
    return add(name, builder, Arrays.toString(values));
  }

  OnnxCase reals(String name, double... values) {
    AttributeProto.Builder builder = AttributeProto.newBuilder().setType(AttributeType.FLOATS);
    Arrays.stream(values).forEach(value -> builder.addFloats((float) value));
    return add(name, builder, Arrays.toString(values));
  }

  OnnxCase attribute(String name, DataType type, double[] values, long... dims) {
    return add(
        name,
        AttributeProto.newBuilder().setType(AttributeType.TENSOR).setT(tensor(type, values, dims)),
        Arrays.toString(values));
  }

  private OnnxCase add(String name, AttributeProto.Builder attribute, Object value) {
    node.addAttribute(attribute.setName(name));
    description.append(' ').append(name).append('=').append(value);
    return this;
  }

  /** Quantizes and dequantizes the first input before the operator sees it. */
  OnnxCase quantized(double scale, DataType type, double zero) {
    graph
        .addInitializer(tensor(DataType.FLOAT, new double[] {scale}).setName("scale"))
        .addInitializer(tensor(type, new double[] {zero}).setName("zero"))
        .addNode(quantization("QuantizeLinear", node.getInput(0), "codes"))
        .addNode(quantization("DequantizeLinear", "codes", "steps"));
    node.setInput(0, "steps");
    return this;
  }

  private static NodeProto.Builder quantization(String operator, String input, String output) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .addAllInput(List.of(input, "scale", "zero"))
        .addOutput(output);
  }

  OnnxCase outputs(int count) {
    outputs = count;
    return this;
  }

  OnnxCase within(double bound) {
    tolerance = bound;
    return this;
  }

  double tolerance() {
    return tolerance;
  }

  List<Input> inputs() {
    return inputs;
  }

  /** The file. */
  ModelProto model() {
    NodeProto.Builder operation = node.clone();
    GraphProto.Builder complete = graph.clone();
    for (int i = 0; i < outputs; i++) {
      operation.addOutput("out" + i);
      complete.addOutput(ValueInfoProto.newBuilder().setName("out" + i));
    }
    return ModelProto.newBuilder()
        .setIrVersion(opset < 9 ? 3 : opset < 21 ? 8 : 10)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
        .setGraph(complete.addNode(operation))
        .build();
  }

  private double[] uniform(DataType type, double low, double high, long... dims) {
    int count = (int) LongStream.of(dims).reduce(1, (a, b) -> a * b);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      double value = low + (high - low) * random.nextDouble();
      values[i] = type == DataType.FLOAT ? (float) value : Math.rint(value);
    }
    return values;
  }

  /** The bytes of values of a type, little-endian. */
  static ByteBuffer bytes(DataType type, double[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      switch (type) {
        case FLOAT -> bytes.putFloat((float) value);
        case DOUBLE -> bytes.putDouble(value);
        case INT64 -> bytes.putLong((long) value);
        case INT32 -> bytes.putInt((int) value);
        case INT16, UINT16 -> bytes.putShort((short) (int) value);
        case INT8, UINT8, BOOL -> bytes.put((byte) (int) value);
        default -> throw new IllegalArgumentException(type.toString());
      }
    }
    return bytes.flip().slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static TensorProto.Builder tensor(DataType type, double[] values, long... dims) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(type.getNumber());
    Arrays.stream(dims).forEach(tensor::addDims);
    return tensor.setRawData(ByteString.copyFrom(bytes(type, values)));
  }

  @Override
  public String toString() {
    return description.toString();
  }
}
