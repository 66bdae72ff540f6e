package org.greensweep.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.greensweep.network.onnx.OnnxFiles.floats;
import static org.greensweep.network.onnx.OnnxFiles.input;
import static org.greensweep.network.onnx.OnnxFiles.ints;
import static org.greensweep.network.onnx.OnnxFiles.longs;
import static org.greensweep.network.onnx.OnnxFiles.model;
import static org.greensweep.network.onnx.OnnxFiles.node;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.greensweep.network.Layer;
import org.greensweep.network.Shape;
import org.greensweep.network.UserError;
import org.greensweep.network.parameters.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a file is said, with its place, and takes neither time nor memory. */
class BadFilesTest {
  private static ValueInfoProto output(String name) {
    return ValueInfoProto.newBuilder().setName(name).build();
  }

  private static GraphProto.Builder graph(NodeProto.Builder... nodes) {
    GraphProto.Builder graph =
        GraphProto.newBuilder().addInput(input("x", 1, 1L, 3L, 8L, 8L)).addOutput(output("y"));
    for (NodeProto.Builder node : nodes) {
      graph.addNode(node);
    }
    return graph;
  }

  private static void refused(GraphProto.Builder graph, String... parts) {
    refused(model(graph).build(), parts);
  }

  private static void refused(ModelProto model, String... parts) {
    assertThatThrownBy(
            () -> OnnxFiles.read(model.toByteString(), Path.of("."), InputDimensions.ofFile()))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void aFileThatIsWellIsRead() {
    OnnxModel model = OnnxFiles.read(OnnxFiles.convolutional());
    assertThat(model.unsupported()).isEmpty();
    assertThat(model.network().input()).isEqualTo(Shape.of(3, 12, 12));
    assertThat(model.outputs()).hasSize(2);
    assertThat(model.network().binaryMultiplyAccumulates()).isEqualTo(4 * 4 * 9 * 144);
    assertThat(OnnxFiles.read(OnnxFiles.tensors()).unsupported()).isEmpty();
  }

  @Test
  void aFileCutShortAnywhereIsRefused() {
    ByteString whole = OnnxFiles.tensors().toByteString();
    for (int length = 0; length < whole.size() - 20; length += 7) {
      ByteString part = whole.substring(0, length);
      assertThatThrownBy(() -> OnnxFiles.read(part)).isInstanceOf(UserError.class);
    }
  }

  @Test
  void aTensorThatClaimsMoreThanItHoldsIsRefused() {
    TensorProto huge =
        floats("w", 3).toBuilder().clearDims().addDims(1L << 20).addDims(1L << 20).build();
    refused(graph(node("Add", "y", "x", "w")).addInitializer(huge), "'w'", "at most 2^31 - 1");
    TensorProto large = floats("w", 3).toBuilder().clearDims().addDims(1 << 28).build();
    refused(graph(node("Add", "y", "x", "w")).addInitializer(large), "'w'", "but holds 3");
    TensorProto negative = floats("w", 3).toBuilder().clearDims().addDims(-3).build();
    refused(graph(node("Add", "y", "x", "w")).addInitializer(negative), "'w'", "-3");
  }

  @Test
  void aShapeOfTooManyElementsIsRefusedBeforeAnyIsMade() {
    refused(
        graph(
                node("ConstantOfShape", "c", "n"),
                node("ReduceSum", "s", "c"),
                node("Cast", "t", "s").addAttribute(OnnxFiles.integer("to", 7)),
                node("Reshape", "y", "x", "t"))
            .addInitializer(longs("n", 30_000, 30_000)),
        "depends on a constant");
    refused(
        graph(node("ConstantOfShape", "c", "n"), node("Add", "y", "x", "c"))
            .addInitializer(longs("n", 1 << 20, 1 << 20)),
        "2^31");
    refused(
        graph(node("Expand", "y", "x", "n")).addInitializer(longs("n", 1 << 30, 1, 1, 1)), "2^31");
  }

  @Test
  void aCycleIsRefused() {
    refused(graph(node("Add", "a", "x", "y"), node("Relu", "y", "a")), "cycle", "2 nodes");
    refused(graph(node("Relu", "y", "y")), "cycle");
  }

  @Test
  void whatIsMissingOrThereTwiceIsNamed() {
    refused(graph(node("Conv", "y", "x", "gone")), "'gone'", "initializer missing");
    refused(graph(node("Relu", "a", "x")), "'y'");
    refused(graph(node("Relu", "y", "x"), node("Abs", "y", "x")), "'y'", "twice");
    refused(
        graph(node("Add", "y", "x", "w"))
            .addInitializer(floats("w", 1))
            .addInitializer(floats("w", 1)),
        "'w'",
        "twice");
    refused(graph(node("Relu", "y")), "node.y", "input 0");
  }

  @Test
  void typesThatDoNotFitAreRefused() {
    refused(graph(node("Add", "y", "x", "w")).addInitializer(longs("w", 1)), "FLOAT", "INT64");
    refused(graph(node("Not", "y", "x")), "FLOAT");
    refused(graph(node("Gather", "y", "x", "w")).addInitializer(floats("w", 1)), "FLOAT");
    refused(
        graph(node("Reshape", "y", "x", "w")).addInitializer(floats("w", 2)), "integers", "FLOAT");
    refused(
        graph(node("Conv", "y", "x", "w").addAttribute(OnnxFiles.integer("strides", 2)))
            .addInitializer(floats("w", 4, 3, 3, 3)),
        "strides",
        "INT");
    TensorProto text = floats("w", 1).toBuilder().setDataType(8).build();
    refused(graph(node("Add", "y", "x", "w")).addInitializer(text), "'w'", "STRING");
    refused(
        model(
                graph(node("Relu", "y", "x"))
                    .setInput(
                        0,
                        ValueInfoProto.newBuilder()
                            .setName("x")
                            .setType(TypeProto.newBuilder())
                            .build()))
            .build(),
        "'x'",
        "no tensor");
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    refused(graph(node("Conv", "y", "x", "w")).addInitializer(floats("w", 4, 2, 3, 3)), "2 input");
    refused(
        graph(node("Conv", "y", "x", "w")).addInitializer(floats("w", 4, 3, 9, 9)), "at least 9");
    refused(
        graph(node("Conv", "y", "x", "w").addAttribute(ints("strides", 0, 1)))
            .addInitializer(floats("w", 4, 3, 3, 3)),
        "stride");
    refused(graph(node("Reshape", "y", "x", "w")).addInitializer(longs("w", 5, -1)), "[5, -1]");
    refused(graph(node("Concat", "y", "x", "x").addAttribute(OnnxFiles.integer("axis", 9))), "9");
    refused(
        graph(node("Transpose", "y", "x").addAttribute(ints("perm", 0, 0, 1, 2))), "permutation");
  }

  @Test
  void anOpsetOutsideTheRangeIsRefused() {
    for (long version : new long[] {6, 23, -1, Long.MAX_VALUE}) {
      refused(
          model(graph(node("Relu", "y", "x")))
              .setOpsetImport(0, OperatorSetIdProto.newBuilder().setVersion(version))
              .build(),
          "opset " + version,
          "7 to 22");
    }
    refused(model(graph(node("Relu", "y", "x"))).clearOpsetImport().build(), "opset");
  }

  @Test
  void graphsNestedTooDeeplyAreRefused() {
    GraphProto.Builder nested = graph(node("Relu", "y", "x"));
    for (int depth = 0; depth < 200; depth++) {
      nested =
          graph(
              node("If", "y", "x")
                  .addAttribute(
                      AttributeProto.newBuilder()
                          .setName("then_branch")
                          .setType(AttributeType.GRAPH)
                          .setG(nested)));
    }
    refused(nested, "damaged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secret", "/etc/passwd", "link", "folder/../../secret", "none", ""})
  void externalDataOutsideTheFolderIsNeverOpened(String location, @TempDir Path root)
      throws IOException {
    Path folder = Files.createDirectories(root.resolve("model"));
    Files.createDirectories(folder.resolve("folder"));
    Files.write(root.resolve("secret"), new byte[12]);
    Files.createSymbolicLink(folder.resolve("link"), root.resolve("secret"));
    ByteString bytes = model(external(location, 0, 12)).build().toByteString();
    assertThatThrownBy(() -> OnnxFiles.read(bytes, folder, InputDimensions.ofFile()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'w'");
  }

  @Test
  void externalDataInTheFolderIsRead(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("data"), new byte[] {9, 9, 9, 9, 0, 0, -128, 63, 0, 0, 0, 64, 0, 0});
    OnnxModel model =
        OnnxFiles.read(
            model(external("data", 4, 8).addInitializer(0, floats("u", 1))).build().toByteString(),
            folder,
            InputDimensions.ofFile());
    int constant = 0;
    while (!(model.network().nodes().get(constant).layer()
        instanceof org.greensweep.network.Constant)) {
      constant++;
    }
    assertThat(model.parameters().values(constant, Role.VALUES)).containsExactly(1, 2);
    ByteString beyond = model(external("data", 8, 8)).build().toByteString();
    assertThatThrownBy(() -> OnnxFiles.read(beyond, folder, InputDimensions.ofFile()))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("8 to 16", "14");
  }

  private static GraphProto.Builder external(String location, long offset, long length) {
    TensorProto tensor =
        TensorProto.newBuilder()
            .setName("w")
            .setDataType(1)
            .addDims(length / Float.BYTES)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(entry("location", location))
            .addExternalData(entry("offset", "" + offset))
            .addExternalData(entry("length", "" + length))
            .build();
    return GraphProto.newBuilder()
        .addInput(input("x", 1, 1L, length / Float.BYTES))
        .addInitializer(tensor)
        .addNode(node("Add", "y", "x", "w"))
        .addOutput(output("y"));
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  @Test
  void operatorsThatAreNotSupportedAreCountedAndTheRestIsThere() {
    OnnxModel model =
        OnnxFiles.read(
            model(
                    graph(
                        node("Relu", "a", "x"),
                        node("Einsum", "b", "a"),
                        node("Einsum", "c", "a"),
                        node("Add", "d", "b", "c"),
                        node("FusedConv", "e", "a").setDomain("com.microsoft"),
                        node("Add", "y", "d", "e")))
                .build()
                .toByteString(),
            Path.of("."),
            InputDimensions.ofFile());
    assertThat(model.unsupported())
        .extracting(String::valueOf)
        .containsExactly(
            "Einsum, 2 times: node.b, node.c", "com.microsoft.FusedConv, once: node.e");
    assertThat(model.network().nodes())
        .extracting(node -> node.layer().getClass().getSimpleName())
        .containsExactly("Input", "Activation");
    assertThatThrownBy(model::model)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Einsum, 2 times: node.b, node.c");
  }

  @Test
  void aFixedBatchBecomesOneOrIsSaid() {
    GraphProto.Builder pooled =
        graph(node("GlobalAveragePool", "g", "x"), node("Reshape", "y", "g", "s"))
            .setInput(0, input("x", 1, 4L, 3L, 8L, 8L));
    OnnxModel model =
        OnnxFiles.read(
            model(pooled.clone().addInitializer(longs("s", -1, 3))).build().toByteString(),
            Path.of("."),
            InputDimensions.ofFile());
    assertThat(model.network().nodes().get(0).layer())
        .isEqualTo(new Layer.Input(Shape.of(3, 8, 8)));
    refused(pooled.clone().addInitializer(longs("s", 4, 3)), "batch of 4", "[4, 3]");
  }
}
