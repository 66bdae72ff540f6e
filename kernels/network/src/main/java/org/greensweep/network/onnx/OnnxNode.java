package org.greensweep.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.greensweep.network.UserError;
import org.jspecify.annotations.Nullable;

/** An operator of the file's graph with its attributes by name and type. */
final class OnnxNode {
  private final NodeProto proto;
  private final int opset;
  private final Map<String, AttributeProto> attributes = new HashMap<>();

  OnnxNode(NodeProto proto, int opset) {
    this.proto = proto;
    this.opset = opset;
    proto.getAttributeList().forEach(attribute -> attributes.put(attribute.getName(), attribute));
  }

  /** The version of the standard's operators that the file is written in. */
  int opset() {
    return opset;
  }

  String type() {
    return proto.getOpType();
  }

  /** The node's own name, or that of what it makes. */
  String name() {
    return proto.getName().isEmpty() && proto.getOutputCount() > 0
        ? proto.getOutput(0)
        : proto.getName();
  }

  List<String> inputs() {
    return proto.getInputList();
  }

  /** Name of an input; empty where it is left out. */
  String input(int index) {
    return index < proto.getInputCount() ? proto.getInput(index) : "";
  }

  boolean hasInput(int index) {
    return !input(index).isEmpty();
  }

  List<String> outputs() {
    return proto.getOutputList();
  }

  String output() {
    if (proto.getOutputCount() == 0) {
      throw new UserError("has no output");
    }
    return proto.getOutput(0);
  }

  boolean has(String attribute) {
    return attributes.containsKey(attribute);
  }

  long integer(String attribute, long fallback) {
    AttributeProto found = attribute(attribute, AttributeType.INT);
    return found == null ? fallback : found.getI();
  }

  /** A single integer in the range of ints. */
  int smallInteger(String attribute, int fallback) {
    return integer(integer(attribute, (long) fallback));
  }

  boolean flag(String attribute) {
    return integer(attribute, 0) != 0;
  }

  float real(String attribute, float fallback) {
    AttributeProto found = attribute(attribute, AttributeType.FLOAT);
    return found == null ? fallback : found.getF();
  }

  String text(String attribute, String fallback) {
    AttributeProto found = attribute(attribute, AttributeType.STRING);
    return found == null ? fallback : found.getS().toStringUtf8();
  }

  /** A list of integers; null where it is left out. */
  @Nullable List<Long> integers(String attribute) {
    AttributeProto found = attribute(attribute, AttributeType.INTS);
    return found == null ? null : found.getIntsList();
  }

  /**
   * A list of integers in the range of ints, {@code count} of them, each {@code fallback} if left
   * out.
   */
  List<Integer> integers(String attribute, int count, int fallback) {
    List<Long> found = integers(attribute);
    List<Integer> result = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      result.add(found == null || found.size() != count ? fallback : integer(found.get(i)));
    }
    if (found != null && found.size() != count) {
      throw new UserError(
          "attribute %s has %d values; it needs %d".formatted(attribute, found.size(), count));
    }
    return result;
  }

  private static int integer(long value) {
    if (value != (int) value) {
      throw new UserError("value " + value + " of an attribute is out of range");
    }
    return (int) value;
  }

  List<Float> reals(String attribute) {
    AttributeProto found = attribute(attribute, AttributeType.FLOATS);
    return found == null ? List.of() : found.getFloatsList();
  }

  @Nullable TensorProto tensor(String attribute) {
    AttributeProto found = attribute(attribute, AttributeType.TENSOR);
    return found == null ? null : found.getT();
  }

  private @Nullable AttributeProto attribute(String name, AttributeType type) {
    AttributeProto found = attributes.get(name);
    if (found == null) {
      return null;
    }
    if (!found.getRefAttrName().isEmpty()) {
      throw new UserError("attribute " + name + " refers to a function's; expand functions first");
    }
    if (found.getType() != type) {
      throw new UserError(
          "attribute %s is of type %s; it must be %s".formatted(name, found.getType(), type));
    }
    return found;
  }
}
