package org.greensweep.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Small files to read, and to spoil. */
final class OnnxFiles {
  private OnnxFiles() {}

  static ModelProto.Builder model(GraphProto.Builder graph) {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
        .setGraph(graph);
  }

  static OnnxModel read(ModelProto model) {
    return read(model.toByteString());
  }

  static OnnxModel read(ByteString bytes) {
    return read(bytes, Path.of("."), InputDimensions.of(12));
  }

  static OnnxModel read(ByteString bytes, Path folder, InputDimensions dimensions) {
    return OnnxReader.read("test", bytes, new TensorReader(new ExternalData(folder)), dimensions);
  }

  /** Convolutions, a shortcut, pools, shape arithmetic and a classifier; height and width open. */
  static ModelProto convolutional() {
    return model(
            GraphProto.newBuilder()
                .addInput(input("x", 1, "batch", 3L, "height", "width"))
                .addInitializer(floats("w1", 4, 3, 3, 3))
                .addInitializer(floats("w2", 4, 4, 3, 3))
                .addInitializer(floats("b", 4))
                .addInitializer(floats("v", 4))
                .addInitializer(floats("fc", 10, 4))
                .addInitializer(longs("one", 1))
                .addInitializer(longs("zero", 0))
                .addNode(node("Conv", "a", "x", "w1").addAttribute(ints("pads", 1, 1, 1, 1)))
                .addNode(node("BatchNormalization", "n", "a", "b", "b", "b", "v"))
                .addNode(node("Relu", "r", "n"))
                .addNode(node("Sign", "s", "r"))
                .addNode(node("Conv", "c", "s", "w2", "b").addAttribute(ints("pads", 1, 1, 1, 1)))
                .addNode(node("Add", "d", "c", "r"))
                .addNode(
                    node("MaxPool", "p", "d")
                        .addAttribute(ints("kernel_shape", 2, 2))
                        .addAttribute(ints("strides", 2, 2)))
                .addNode(node("Shape", "shape", "p"))
                .addNode(node("Gather", "batch", "shape", "zero"))
                .addNode(node("Concat", "to", "batch", "minus").addAttribute(integer("axis", 0)))
                .addNode(node("Neg", "minus", "one"))
                .addNode(node("GlobalAveragePool", "g", "p"))
                .addNode(node("Reshape", "f", "g", "to"))
                .addNode(node("Gemm", "y", "f", "fc").addAttribute(integer("transB", 1)))
                .addNode(node("Softmax", "z", "y"))
                .addOutput(ValueInfoProto.newBuilder().setName("z"))
                .addOutput(ValueInfoProto.newBuilder().setName("d")))
        .build();
  }

  /** A block of a transformer with slices, splits, quantized values and resizing. */
  static ModelProto tensors() {
    return model(
            GraphProto.newBuilder()
                .addInput(input("x", 1, 1L, 6L, 8L))
                .addInitializer(floats("w", 8, 24))
                .addInitializer(floats("g", 8))
                .addInitializer(floats("scale").toBuilder().setFloatData(0, 0.1f).build())
                .addInitializer(bytes("point"))
                .addInitializer(longs("start", 1))
                .addInitializer(longs("end", 5))
                .addInitializer(longs("axes", 1))
                .addInitializer(longs("sizes", 1, 1, 8, 12))
                .addInitializer(longs("axis", 0))
                .addNode(node("LayerNormalization", "n", "x", "g", "g"))
                .addNode(node("MatMul", "m", "n", "w"))
                .addNode(split("m", "q", "k", "v"))
                .addNode(node("Transpose", "kt", "k").addAttribute(ints("perm", 0, 2, 1)))
                .addNode(node("MatMul", "s", "q", "kt"))
                .addNode(node("Softmax", "p", "s"))
                .addNode(node("MatMul", "o", "p", "v"))
                .addNode(node("Slice", "l", "o", "start", "end", "axes"))
                .addNode(node("QuantizeLinear", "i", "l", "scale", "point"))
                .addNode(node("DequantizeLinear", "j", "i", "scale", "point"))
                .addNode(node("Unsqueeze", "u", "j", "axis"))
                .addNode(node("Resize", "z", "u", "", "", "sizes"))
                .addNode(node("ReduceMean", "y", "z").addAttribute(ints("axes", 2)))
                .addOutput(ValueInfoProto.newBuilder().setName("y")))
        .build();
  }

  private static NodeProto.Builder split(String input, String... outputs) {
    return NodeProto.newBuilder()
        .setOpType("Split")
        .setName("split")
        .addInput(input)
        .addAllOutput(List.of(outputs))
        .addAttribute(integer("axis", -1));
  }

  static NodeProto.Builder node(String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName("node." + output)
        .addAllInput(Arrays.asList(inputs))
        .addOutput(output);
  }

  /**
   * @param dims extents, or names of dimensions that are open
   */
  static ValueInfoProto input(String name, int type, Object... dims) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (Object dim : dims) {
      TensorShapeProto.Dimension.Builder builder = shape.addDimBuilder();
      if (dim instanceof Long extent) {
        builder.setDimValue(extent);
      } else {
        builder.setDimParam(dim.toString());
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
        .build();
  }

  static TensorProto floats(String name, long... dims) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(1);
    Arrays.stream(dims).forEach(tensor::addDims);
    for (int i = 0; i < LongStream.of(dims).reduce(1, (a, b) -> a * b); i++) {
      tensor.addFloatData(i % 2 == 0 ? 1 : -1);
    }
    return tensor.build();
  }

  static TensorProto longs(String name, long... values) {
    ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(values).forEach(raw::putLong);
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(7)
        .addDims(values.length)
        .setRawData(ByteString.copyFrom(raw.array()))
        .build();
  }

  private static TensorProto bytes(String name) {
    return TensorProto.newBuilder().setName(name).setDataType(3).addInt32Data(3).build();
  }

  static AttributeProto ints(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
    Arrays.stream(values).forEach(attribute::addInts);
    return attribute.build();
  }

  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }
}
