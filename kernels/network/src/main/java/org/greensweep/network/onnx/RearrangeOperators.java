package org.greensweep.network.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.greensweep.network.Gather;
import org.greensweep.network.Join;
import org.greensweep.network.Layer;
import org.greensweep.network.PadAxes;
import org.greensweep.network.Rearrange;
import org.greensweep.network.Shape;
import org.greensweep.network.UserError;
import org.jspecify.annotations.Nullable;

/** Operators that move elements and compute nothing. */
final class RearrangeOperators {
  private RearrangeOperators() {}

  static void register(Map<String, Operator> operators) {
    operators.put("Transpose", RearrangeOperators::transpose);
    operators.put("Slice", RearrangeOperators::slice);
    operators.put("Split", RearrangeOperators::split);
    operators.put("Concat", RearrangeOperators::concat);
    operators.put("Gather", RearrangeOperators::gather);
    operators.put("Pad", RearrangeOperators::pad);
    operators.put("DepthToSpace", RearrangeOperators::depthToSpace);
    operators.put("SpaceToDepth", RearrangeOperators::spaceToDepth);
  }

  private static void transpose(OnnxNode node, GraphBuilder graph) {
    Value input = graph.input(node, 0);
    List<Integer> permutation = new ArrayList<>();
    List<Long> given = node.integers("perm");
    for (int axis = 0; axis < input.rank(); axis++) {
      permutation.add(
          given == null || given.size() != input.rank()
              ? input.rank() - 1 - axis
              : Dims.axis(given.get(axis), input.rank()));
    }
    if ((given != null && given.size() != input.rank())
        || permutation.stream().distinct().count() != input.rank()) {
      throw new UserError("perm " + given + " is no permutation of " + input.rank() + " axes");
    }
    graph.define(node.output(), graph.transpose(input, permutation));
  }

  private static void slice(OnnxNode node, GraphBuilder graph) {
    Value input = graph.input(node, 0);
    long[] starts;
    long[] ends;
    long[] axes;
    long @Nullable [] steps = null;
    if (node.opset() < 10) {
      starts = attribute(node, "starts");
      ends = attribute(node, "ends");
      axes = node.has("axes") ? attribute(node, "axes") : upTo(starts.length);
    } else {
      starts = graph.constant(node, 1).integers();
      ends = graph.constant(node, 2).integers();
      axes = node.hasInput(3) ? graph.constant(node, 3).integers() : upTo(starts.length);
      steps = node.hasInput(4) ? graph.constant(node, 4).integers() : null;
    }
    if (ends.length != starts.length
        || axes.length != starts.length
        || (steps != null && steps.length != starts.length)) {
      throw new UserError("starts, ends, axes and steps are of different lengths");
    }
    List<Integer> from = new ArrayList<>(Collections.nCopies(input.rank(), 0));
    List<Integer> by = new ArrayList<>(Collections.nCopies(input.rank(), 1));
    List<Integer> dims = new ArrayList<>(input.dims());
    for (int i = 0; i < starts.length; i++) {
      int axis = Dims.axis(axes[i], input.rank());
      cut(from, by, dims, axis, starts[i], ends[i], steps == null ? 1 : steps[i]);
    }
    graph.define(node.output(), sliced(graph, input, from, by, dims));
  }

  private static long[] attribute(OnnxNode node, String name) {
    List<Long> values = node.integers(name);
    if (values == null) {
      throw new UserError("attribute " + name + " is missing");
    }
    return values.stream().mapToLong(Long::longValue).toArray();
  }

  private static long[] upTo(int count) {
    return IntStream.range(0, count).asLongStream().toArray();
  }

  /** Start, step and extent of one axis as the standard clamps them. */
  private static void cut(
      List<Integer> from,
      List<Integer> by,
      List<Integer> dims,
      int axis,
      long start,
      long end,
      long step) {
    long size = dims.get(axis);
    if (step == 0) {
      throw new UserError("a step of 0");
    }
    long clampedStep = Math.max(-size - 1, Math.min(size + 1, step));
    long first = start < 0 ? Math.max(start, -size - 1) + size : start;
    long last = end < 0 ? Math.max(end, -size - 1) + size : end;
    first = Math.max(0, Math.min(clampedStep > 0 ? size : size - 1, first));
    last = Math.max(clampedStep > 0 ? 0 : -1, Math.min(size, last));
    long reach = clampedStep > 0 ? last - first : first - last;
    long count = reach <= 0 ? 0 : (reach - 1) / Math.abs(clampedStep) + 1;
    from.set(axis, (int) first);
    by.set(axis, (int) clampedStep);
    dims.set(axis, (int) count);
  }

  private static Value sliced(
      GraphBuilder graph, Value input, List<Integer> from, List<Integer> by, List<Integer> dims) {
    if (dims.contains(0) && input.isConstant()) {
      return Value.of(
          input.name(),
          new ConstantTensor(
              input.type(), dims, false, 0, () -> TensorReader.allocate(input.type(), 0)));
    }
    if (dims.equals(input.dims()) && by.stream().allMatch(step -> step == 1)) {
      return input;
    }
    Dims.shape(dims);
    Rearrange layer = Rearrange.slice(Dims.shape(input.dims()), from, by, dims);
    return graph.add(layer, List.of(input), input.type(), dims);
  }

  private static void split(OnnxNode node, GraphBuilder graph) {
    Value input = graph.input(node, 0);
    int axis = Dims.axis(node.integer("axis", 0), input.rank());
    int size = input.dim(axis);
    int count = node.outputs().size();
    long[] parts;
    if (node.opset() >= 13 && node.hasInput(1)) {
      parts = graph.constant(node, 1).integers();
    } else if (node.opset() < 13 && node.has("split")) {
      parts = attribute(node, "split");
    } else {
      int number = node.smallInteger("num_outputs", count);
      long chunk = number < 1 ? size : (size + number - 1L) / number;
      parts = new long[count];
      for (int i = 0; i < count; i++) {
        parts[i] = Math.max(0, Math.min(chunk, size - i * chunk));
      }
    }
    if (parts.length != count || Arrays.stream(parts).sum() != size) {
      throw new UserError(
          "%d outputs of extents %s from an axis of %d"
              .formatted(count, Arrays.toString(parts), size));
    }
    int start = 0;
    for (int i = 0; i < count; i++) {
      List<Integer> from = new ArrayList<>(Collections.nCopies(input.rank(), 0));
      from.set(axis, start);
      int extent = Math.toIntExact(Math.max(0, parts[i]));
      graph.define(
          node.outputs().get(i),
          sliced(
              graph,
              input,
              from,
              Collections.nCopies(input.rank(), 1),
              Dims.with(input.dims(), axis, extent)));
      start += extent;
    }
  }

  private static void concat(OnnxNode node, GraphBuilder graph) {
    List<Value> inputs = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      Value input = graph.input(node, i);
      if (!input.dims().contains(0)) {
        inputs.add(input);
      }
    }
    if (inputs.isEmpty()) {
      graph.define(node.output(), graph.input(node, 0));
      return;
    }
    Value first = inputs.get(0);
    int axis = Dims.axis(node.integer("axis", 1), first.rank());
    long extent = 0;
    List<Integer> runs = new ArrayList<>();
    for (Value input : inputs) {
      if (input.rank() != first.rank()
          || input.type() != first.type()
          || !Dims.with(input.dims(), axis, 1).equals(Dims.with(first.dims(), axis, 1))) {
        throw new UserError(
            "inputs are " + inputs.stream().map(v -> v.type() + " " + v.dims()).toList());
      }
      extent += input.dim(axis);
      runs.add(Dims.product(input.dims(), axis, input.rank()));
    }
    if (extent > Integer.MAX_VALUE) {
      throw new UserError("an axis of " + extent + " elements; at most 2^31 - 1");
    }
    List<Integer> dims = Dims.with(first.dims(), axis, (int) extent);
    boolean channels =
        axis == 1
            && inputs.size() > 1
            && inputs.stream().allMatch(input -> input.isMap() && !input.isConstant());
    Layer layer =
        channels
            ? new Layer.Concat()
            : new Join(Dims.product(dims, 0, axis), runs, Dims.shape(dims));
    graph.define(
        node.output(), inputs.size() == 1 ? first : graph.add(layer, inputs, first.type(), dims));
  }

  private static void gather(OnnxNode node, GraphBuilder graph) {
    Value data = graph.input(node, 0);
    Value indices = graph.input(node, 1);
    if (!indices.type().isInteger()) {
      throw new UserError("indices are of type " + indices.type());
    }
    int axis = Dims.axis(node.integer("axis", 0), data.rank());
    List<Integer> dims = new ArrayList<>(data.dims().subList(0, axis));
    dims.addAll(indices.dims());
    dims.addAll(data.dims().subList(axis + 1, data.rank()));
    Shape around = Dims.around(data.dims(), axis);
    Layer layer =
        new Gather(
            around.extents().get(0),
            around.extents().get(1),
            around.extents().get(2),
            Dims.elements(indices.dims()),
            Dims.shape(dims));
    graph.define(node.output(), graph.add(layer, List.of(data, indices), data.type(), dims));
  }

  private static void pad(OnnxNode node, GraphBuilder graph) {
    Value input = graph.input(node, 0);
    long[] pads = node.opset() < 11 ? attribute(node, "pads") : graph.constant(node, 1).integers();
    double value = node.real("value", 0);
    if (node.opset() >= 11) {
      ConstantTensor given = graph.optionalConstant(node, 2);
      value = given == null ? 0 : given.scalar();
    }
    ConstantTensor named = node.opset() >= 18 ? graph.optionalConstant(node, 3) : null;
    long[] axes = named == null ? upTo(input.rank()) : named.integers();
    if (pads.length != 2 * axes.length) {
      throw new UserError("pads are %s for %d axes".formatted(Arrays.toString(pads), axes.length));
    }
    List<Integer> before = new ArrayList<>(Collections.nCopies(input.rank(), 0));
    List<Integer> after = new ArrayList<>(before);
    for (int i = 0; i < axes.length; i++) {
      int axis = Dims.axis(axes[i], input.rank());
      before.set(axis, checkedPad(pads[i]));
      after.set(axis, checkedPad(pads[axes.length + i]));
    }
    PadAxes.Mode mode = mode(node.text("mode", "constant"));
    PadAxes layer = new PadAxes(mode, Dims.shape(input.dims()), before, after, value);
    graph.define(
        node.output(),
        layer.result().extents().equals(input.dims()) && before.stream().allMatch(n -> n == 0)
            ? input
            : graph.add(layer, List.of(input), input.type(), layer.result().extents()));
  }

  private static int checkedPad(long pad) {
    if (Math.abs(pad) > 1 << 24) {
      throw new UserError("a padding of " + pad + " elements; at most 2^24");
    }
    return (int) pad;
  }

  private static PadAxes.Mode mode(String name) {
    return switch (name) {
      case "constant" -> PadAxes.Mode.CONSTANT;
      case "reflect" -> PadAxes.Mode.REFLECT;
      case "edge" -> PadAxes.Mode.EDGE;
      case "wrap" -> PadAxes.Mode.WRAP;
      default -> throw new UserError("mode is " + name + ", which the standard does not have");
    };
  }

  private static void depthToSpace(OnnxNode node, GraphBuilder graph) {
    Value input = map(graph.input(node, 0));
    int block = block(node);
    int channels = input.dim(1) / Math.multiplyExact(block, block);
    boolean columnFirst = node.text("mode", "DCR").equals("CRD");
    List<Integer> split =
        columnFirst
            ? List.of(input.dim(0), channels, block, block, input.dim(2), input.dim(3))
            : List.of(input.dim(0), block, block, channels, input.dim(2), input.dim(3));
    List<Integer> order = columnFirst ? List.of(0, 1, 4, 2, 5, 3) : List.of(0, 3, 4, 1, 5, 2);
    List<Integer> dims =
        List.of(input.dim(0), channels, input.dim(2) * block, input.dim(3) * block);
    shuffle(node, graph, input, split, order, dims);
  }

  private static void spaceToDepth(OnnxNode node, GraphBuilder graph) {
    Value input = map(graph.input(node, 0));
    int block = block(node);
    List<Integer> split =
        List.of(
            input.dim(0), input.dim(1), input.dim(2) / block, block, input.dim(3) / block, block);
    List<Integer> dims =
        List.of(
            input.dim(0),
            Math.multiplyExact(input.dim(1), block * block),
            input.dim(2) / block,
            input.dim(3) / block);
    shuffle(node, graph, input, split, List.of(0, 3, 5, 1, 2, 4), dims);
  }

  private static Value map(Value input) {
    if (input.rank() != 4) {
      throw new UserError("takes batch x channels x height x width but is given " + input.dims());
    }
    return input;
  }

  private static int block(OnnxNode node) {
    int block = node.smallInteger("blocksize", 0);
    if (block < 1 || block > 1 << 12) {
      throw new UserError("attribute blocksize is " + block + "; it must be 1 to 4096");
    }
    return block;
  }

  private static void shuffle(
      OnnxNode node,
      GraphBuilder graph,
      Value input,
      List<Integer> split,
      List<Integer> order,
      List<Integer> dims) {
    Rearrange layer =
        Rearrange.shuffle(Dims.shape(input.dims()), Dims.shape(split), order, Dims.shape(dims));
    if (Dims.elements(split) != Dims.elements(input.dims())) {
      throw new UserError("blocksize does not divide " + input.dims());
    }
    graph.define(node.output(), graph.add(layer, List.of(input), input.type(), dims));
  }
}
