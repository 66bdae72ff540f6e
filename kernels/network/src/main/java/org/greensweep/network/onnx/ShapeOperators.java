package org.greensweep.network.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.greensweep.network.Elementwise;
import org.greensweep.network.Flatten;
import org.greensweep.network.Rearrange;
import org.greensweep.network.UserError;
import org.greensweep.network.tensor.Values;
import org.jspecify.annotations.Nullable;

/** Shapes as values, constants, and the same elements under other dimensions. */
final class ShapeOperators {
  private ShapeOperators() {}

  static void register(Map<String, Operator> operators, TensorReader tensors) {
    operators.put("Constant", (node, graph) -> constant(node, graph, tensors));
    operators.put("ConstantOfShape", (node, graph) -> constantOfShape(node, graph, tensors));
    operators.put("Shape", ShapeOperators::shape);
    operators.put("Size", ShapeOperators::size);
    operators.put("Range", ShapeOperators::range);
    operators.put("Identity", ShapeOperators::identity);
    operators.put("Dropout", ShapeOperators::dropout);
    operators.put("Reshape", ShapeOperators::reshape);
    operators.put("Flatten", ShapeOperators::flatten);
    operators.put("Squeeze", ShapeOperators::squeeze);
    operators.put("Unsqueeze", ShapeOperators::unsqueeze);
    operators.put("Expand", ShapeOperators::expand);
    operators.put("Tile", ShapeOperators::tile);
  }

  private static void constant(OnnxNode node, GraphBuilder graph, TensorReader tensors) {
    TensorProto tensor = node.tensor("value");
    ConstantTensor constant;
    if (tensor != null) {
      constant = tensors.read(tensor, false);
    } else if (node.has("value_float")) {
      constant = reals(List.of(), node.real("value_float", 0));
    } else if (node.has("value_floats")) {
      List<Float> values = node.reals("value_floats");
      double[] doubles = values.stream().mapToDouble(Float::doubleValue).toArray();
      constant = reals(List.of(doubles.length), doubles);
    } else if (node.has("value_int")) {
      constant = integers(List.of(), node.integer("value_int", 0));
    } else {
      List<Long> values = node.integers("value_ints");
      if (values == null) {
        throw new UnsupportedException("with a sparse or text value");
      }
      constant =
          integers(List.of(values.size()), values.stream().mapToLong(Long::longValue).toArray());
    }
    graph.define(node.output(), Value.of(node.output(), constant));
  }

  private static ConstantTensor reals(List<Integer> dims, double... values) {
    return new ConstantTensor(
        ElementType.FLOAT, dims, false, values.length, () -> Values.of(values));
  }

  static ConstantTensor integers(List<Integer> dims, long... values) {
    double[] doubles = Arrays.stream(values).asDoubleStream().toArray();
    return new ConstantTensor(
        ElementType.INT64, dims, false, values.length, () -> Values.of(doubles));
  }

  private static void constantOfShape(OnnxNode node, GraphBuilder graph, TensorReader tensors) {
    List<Integer> dims = Dims.of(Dims.longs(graph.constant(node, 0).integers()));
    TensorProto tensor = node.tensor("value");
    ConstantTensor value = tensor == null ? reals(List.of(1), 0) : tensors.read(tensor, false);
    double fill = value.scalar();
    int elements = Dims.elements(dims);
    ConstantTensor constant =
        new ConstantTensor(
            value.type(),
            dims,
            false,
            elements,
            () -> {
              Values values = TensorReader.allocate(value.type(), elements);
              for (int i = 0; i < elements; i++) {
                values.set(i, fill);
              }
              return values;
            });
    graph.define(node.output(), Value.of(node.output(), constant));
  }

  private static void shape(OnnxNode node, GraphBuilder graph) {
    List<Integer> dims = graph.input(node, 0).dims();
    int start = bound(node.integer("start", 0), dims.size());
    int end = Math.max(start, bound(node.integer("end", dims.size()), dims.size()));
    long[] values = dims.subList(start, end).stream().mapToLong(Integer::longValue).toArray();
    graph.define(node.output(), Value.of(node.output(), integers(List.of(values.length), values)));
  }

  private static int bound(long index, int rank) {
    return (int) Math.max(0, Math.min(rank, index < 0 ? index + rank : index));
  }

  private static void size(OnnxNode node, GraphBuilder graph) {
    int elements = Dims.elements(graph.input(node, 0).dims());
    graph.define(node.output(), Value.of(node.output(), integers(List.of(), elements)));
  }

  private static void range(OnnxNode node, GraphBuilder graph) {
    ConstantTensor first = graph.constant(node, 0);
    double start = first.scalar();
    double step = graph.constant(node, 2).scalar();
    double count = Math.max(0, Math.ceil((graph.constant(node, 1).scalar() - start) / step));
    if (!(count <= 1 << 24)) {
      throw new UserError("a range of " + count + " elements; at most 2^24 are supported");
    }
    double[] values = new double[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = start + i * step;
    }
    ConstantTensor constant =
        new ConstantTensor(
            first.type(), List.of(values.length), false, values.length, () -> Values.of(values));
    graph.define(node.output(), Value.of(node.output(), constant));
  }

  private static void identity(OnnxNode node, GraphBuilder graph) {
    graph.define(node.output(), graph.input(node, 0));
  }

  private static void dropout(OnnxNode node, GraphBuilder graph) {
    if (node.outputs().size() > 1 && !node.outputs().get(1).isEmpty()) {
      throw new UnsupportedException("with output mask");
    }
    ConstantTensor training = graph.optionalConstant(node, 2);
    if (training != null && training.scalar() != 0) {
      throw new UnsupportedException("in training mode");
    }
    identity(node, graph);
  }

  private static void reshape(OnnxNode node, GraphBuilder graph) {
    Value input = graph.input(node, 0);
    long[] target = graph.constant(node, 1).integers();
    boolean zeroMeansCopy = !node.flag("allowzero");
    List<Long> dims = new ArrayList<>();
    int unknown = -1;
    long known = 1;
    for (int axis = 0; axis < target.length; axis++) {
      long dim = target[axis];
      if (dim == 0 && zeroMeansCopy) {
        dim = input.dim(Dims.axis(axis, input.rank()));
      }
      if (dim == -1 && unknown < 0) {
        unknown = axis;
        dim = 1;
      }
      if (dim < 0 || dim > Integer.MAX_VALUE || known * dim > Integer.MAX_VALUE) {
        throw new UserError("shape " + Arrays.toString(target) + " for " + input.dims());
      }
      known *= dim;
      dims.add(dim);
    }
    if (unknown >= 0) {
      int elements = Dims.elements(input.dims());
      if (known == 0 || elements % known != 0) {
        throw new UserError("shape " + Arrays.toString(target) + " for " + input.dims());
      }
      dims.set(unknown, elements / known);
    }
    graph.define(node.output(), graph.reshape(input, Dims.of(dims)));
  }

  private static void flatten(OnnxNode node, GraphBuilder graph) {
    Value input = graph.input(node, 0);
    long given = node.integer("axis", 1);
    int axis = given == input.rank() ? input.rank() : Dims.axis(given, input.rank());
    List<Integer> dims =
        List.of(
            Dims.product(input.dims(), 0, axis), Dims.product(input.dims(), axis, input.rank()));
    boolean vector = input.isMap() && !input.isConstant() && axis == 1;
    graph.define(
        node.output(),
        vector
            ? graph.add(new Flatten(), List.of(input), Map.of(), input.type(), dims)
            : graph.reshape(input, dims));
  }

  /** Axes of an attribute up to opset 12, of an input from 13 on; null where left out. */
  static long @Nullable [] axes(OnnxNode node, GraphBuilder graph, int since) {
    if (node.opset() >= since) {
      ConstantTensor axes = graph.optionalConstant(node, 1);
      return axes == null ? null : axes.integers();
    }
    List<Long> axes = node.integers("axes");
    return axes == null ? null : axes.stream().mapToLong(Long::longValue).toArray();
  }

  private static void squeeze(OnnxNode node, GraphBuilder graph) {
    Value input = graph.input(node, 0);
    long[] axes = axes(node, graph, 13);
    List<Integer> dropped = new ArrayList<>();
    if (axes != null) {
      Arrays.stream(axes).forEach(axis -> dropped.add(Dims.axis(axis, input.rank())));
    }
    List<Integer> dims = new ArrayList<>();
    for (int axis = 0; axis < input.rank(); axis++) {
      boolean drop = axes == null ? input.dim(axis) == 1 : dropped.contains(axis);
      if (!drop) {
        dims.add(input.dim(axis));
      }
    }
    graph.define(node.output(), graph.reshape(input, dims));
  }

  private static void unsqueeze(OnnxNode node, GraphBuilder graph) {
    Value input = graph.input(node, 0);
    long[] axes = axes(node, graph, 13);
    if (axes == null) {
      throw new UserError("axes are missing");
    }
    int rank = input.rank() + axes.length;
    List<Integer> sorted =
        Arrays.stream(axes).mapToObj(axis -> Dims.axis(axis, rank)).distinct().sorted().toList();
    if (sorted.size() != axes.length || rank > 32) {
      throw new UserError("axes " + Arrays.toString(axes) + " name one twice, or too many");
    }
    List<Integer> dims = new ArrayList<>(input.dims());
    sorted.forEach(axis -> dims.add(axis, 1));
    graph.define(node.output(), graph.reshape(input, dims));
  }

  private static void expand(OnnxNode node, GraphBuilder graph) {
    Value input = graph.input(node, 0);
    List<Integer> wanted = Dims.of(Dims.longs(graph.constant(node, 1).integers()));
    graph.define(node.output(), expanded(graph, input, wanted));
  }

  /** {@code input} repeated to what it and {@code wanted} are together. */
  static Value expanded(GraphBuilder graph, Value input, List<Integer> wanted) {
    List<Integer> result =
        Elementwise.broadcast(List.of(Dims.shape(input.dims()), Dims.shape(wanted))).extents();
    if (result.equals(input.dims())) {
      return input;
    }
    Rearrange layer = Rearrange.expand(Dims.shape(input.dims()), Dims.shape(result));
    return graph.add(layer, List.of(input), input.type(), result);
  }

  private static void tile(OnnxNode node, GraphBuilder graph) {
    Value input = graph.input(node, 0);
    List<Integer> repeats = Dims.of(Dims.longs(graph.constant(node, 1).integers()));
    if (repeats.size() != input.rank()) {
      throw new UserError("repeats " + repeats + " for " + input.dims());
    }
    List<Long> result = new ArrayList<>();
    for (int axis = 0; axis < repeats.size(); axis++) {
      result.add((long) repeats.get(axis) * input.dim(axis));
    }
    List<Integer> dims = Dims.of(result);
    graph.define(
        node.output(),
        graph.add(
            Rearrange.tile(Dims.shape(input.dims()), repeats), List.of(input), input.type(), dims));
  }
}
