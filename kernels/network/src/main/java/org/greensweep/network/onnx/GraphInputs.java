package org.greensweep.network.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.greensweep.network.UserError;
import org.greensweep.network.onnx.OnnxModel.Port;

/** Gives every dimension of a graph's inputs an extent. */
final class GraphInputs {
  private final InputDimensions dimensions;
  private final Set<String> open = new TreeSet<>();
  private int fixedBatch = 1;

  GraphInputs(InputDimensions dimensions) {
    this.dimensions = dimensions;
  }

  /** The inputs that are not initializers. */
  List<Port> of(GraphProto graph, Set<String> initializers) {
    List<Port> ports = new ArrayList<>();
    for (ValueInfoProto input : graph.getInputList()) {
      if (!initializers.contains(input.getName())) {
        ports.add(port(input));
      }
    }
    for (String name : dimensions.named().keySet()) {
      if (!open.contains(name)) {
        throw new UserError("no dimension is called '" + name + "'; those left open are " + open);
      }
    }
    return ports;
  }

  /** The batch that the file fixes, which became 1. */
  int fixedBatch() {
    return fixedBatch;
  }

  private Port port(ValueInfoProto input) {
    TypeProto type = input.getType();
    if (!type.hasTensorType() || !type.getTensorType().hasShape()) {
      throw new UserError("input '" + input.getName() + "' is no tensor of a known number of axes");
    }
    ElementType element = ElementType.of(type.getTensorType().getElemType());
    List<Dimension> declared = type.getTensorType().getShape().getDimList();
    List<Long> dims = new ArrayList<>();
    for (int axis = 0; axis < declared.size(); axis++) {
      dims.add(extent(input.getName(), declared.get(axis), axis, declared.size()));
    }
    Dims.shape(Dims.of(dims));
    return new Port(input.getName(), Dims.of(dims), element.name());
  }

  private long extent(String input, Dimension dimension, int axis, int rank) {
    boolean image = rank == 4;
    Integer resolution = image && axis >= 2 ? dimensions.resolution() : null;
    if (dimension.hasDimValue()) {
      long fixed = dimension.getDimValue();
      if (fixed < 1) {
        throw new UserError("input '%s' has extent %d along axis %d".formatted(input, fixed, axis));
      }
      if (resolution != null && resolution != fixed) {
        throw new UserError(
            "input '%s' is fixed to %d along axis %d; the resolution must be that, not %d"
                .formatted(input, fixed, axis, resolution));
      }
      if (image && axis == 0 && fixed > 1) {
        fixedBatch = (int) Math.min(fixed, Integer.MAX_VALUE);
        return 1;
      }
      return fixed;
    }
    String name = dimension.getDimParam().isEmpty() ? input + "." + axis : dimension.getDimParam();
    open.add(name);
    Integer given = dimensions.named().get(name);
    if (given != null) {
      return given;
    }
    if (resolution != null) {
      return resolution;
    }
    if (axis == 0) {
      return 1;
    }
    throw new UserError(
        "input '%s' leaves axis %d ('%s') open; give %s--dim %s=EXTENT"
            .formatted(
                input, axis, name, image && axis >= 2 ? "--resolution PIXELS or " : "", name));
  }
}
