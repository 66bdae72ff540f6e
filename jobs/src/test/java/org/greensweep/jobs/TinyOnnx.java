package org.greensweep.jobs;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An ONNX file of a classifier of ten classes with one convolution, for images of any size. */
public final class TinyOnnx {
  private TinyOnnx() {}

  /** Writes the file; with {@code operator} instead of the ReLU. */
  public static Path write(Path file, String operator) throws IOException {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("tiny")
            .addInput(image("image"))
            .addInitializer(tensor("conv.weight", 8, 3, 3, 3))
            .addInitializer(tensor("fc.weight", 10, 8))
            .addInitializer(tensor("fc.bias", 10))
            .addNode(
                node("Conv", "conv", "image", "conv.weight")
                    .addAttribute(integers("strides", 2, 2))
                    .addAttribute(integers("pads", 1, 1, 1, 1)))
            .addNode(node(operator, "relu", "conv"))
            .addNode(node("GlobalAveragePool", "pool", "relu"))
            .addNode(node("Flatten", "flat", "pool"))
            .addNode(
                node("Gemm", "fc", "flat", "fc.weight", "fc.bias")
                    .addAttribute(
                        AttributeProto.newBuilder()
                            .setName("transB")
                            .setType(AttributeType.INT)
                            .setI(1)))
            .addOutput(ValueInfoProto.newBuilder().setName("fc"));
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
            .setGraph(graph)
            .build();
    return Files.write(file, model.toByteArray());
  }

  private static ValueInfoProto image(String name) {
    TensorShapeProto.Builder shape =
        TensorShapeProto.newBuilder()
            .addDim(Dimension.newBuilder().setDimParam("batch"))
            .addDim(Dimension.newBuilder().setDimValue(3))
            .addDim(Dimension.newBuilder().setDimParam("height"))
            .addDim(Dimension.newBuilder().setDimParam("width"));
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape)))
        .build();
  }

  private static TensorProto tensor(String name, long... dims) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(1);
    long count = 1;
    for (long dim : dims) {
      tensor.addDims(dim);
      count *= dim;
    }
    for (int i = 0; i < count; i++) {
      tensor.addFloatData((i * 7 % 11 - 5) / 10f);
    }
    return tensor.build();
  }

  private static NodeProto.Builder node(String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(output)
        .addAllInput(List.of(inputs))
        .addOutput(output);
  }

  private static AttributeProto integers(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }
}
