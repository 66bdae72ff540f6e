package org.greensweep.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A strided look at a tensor: element {@code i} of {@code extents} is element {@code offset +
 * sum(i[k] * strides[k])} of the input in row-major order. Transposition, slices, splits,
 * repetition and the like are all of this form; they compute nothing.
 *
 * @param kind what the operation is called
 * @param source the input, with every axis
 * @param result the output, with every axis; as many elements as {@code extents}
 */
public record Rearrange(
    Kind kind, Shape source, int offset, List<Integer> extents, List<Integer> strides, Shape result)
    implements Layer {
  /** What the operation is called. */
  public enum Kind {
    TRANSPOSE,
    SLICE,
    EXPAND,
    TILE,
    SHUFFLE
  }

  public Rearrange {
    extents = List.copyOf(extents);
    strides = List.copyOf(strides);
    long low = offset;
    long high = offset;
    for (int axis = 0; axis < extents.size(); axis++) {
      long reach = (extents.get(axis) - 1L) * strides.get(axis);
      low += Math.min(reach, 0);
      high += Math.max(reach, 0);
    }
    if (low < 0 || high >= source.elements()) {
      throw new UserError(
          "%s reads elements %d to %d of %s, which has %d"
              .formatted(kind, low, high, source, source.elements()));
    }
    if (new Shape(extents).elements() != result.elements()) {
      throw new UserError(kind + " makes " + extents + ", which is not " + result);
    }
  }

  /** Axis {@code k} of the output is axis {@code permutation[k]} of the input. */
  public static Rearrange transpose(Shape source, List<Integer> permutation) {
    List<Integer> from = rowMajor(source);
    List<Integer> extents = permutation.stream().map(source.extents()::get).toList();
    return new Rearrange(
        Kind.TRANSPOSE,
        source,
        0,
        extents,
        permutation.stream().map(from::get).toList(),
        new Shape(extents));
  }

  /** Of each axis {@code extents[k]} elements from {@code starts[k]} on, {@code steps[k]} apart. */
  public static Rearrange slice(
      Shape source, List<Integer> starts, List<Integer> steps, List<Integer> extents) {
    List<Integer> from = rowMajor(source);
    List<Integer> strides = new ArrayList<>();
    int offset = 0;
    for (int axis = 0; axis < source.rank(); axis++) {
      offset += starts.get(axis) * from.get(axis);
      // A step is never taken along an axis of one element, and may be as long as an int.
      strides.add(extents.get(axis) == 1 ? 0 : steps.get(axis) * from.get(axis));
    }
    return new Rearrange(Kind.SLICE, source, offset, extents, strides, new Shape(extents));
  }

  /** Repeats {@code source} along axes where it has extent 1, or none. */
  public static Rearrange expand(Shape source, Shape result) {
    List<Integer> from = rowMajor(source);
    List<Integer> strides = new ArrayList<>(Collections.nCopies(result.rank(), 0));
    for (int axis = 0; axis < source.rank(); axis++) {
      if (source.extents().get(axis) > 1) {
        strides.set(result.rank() - source.rank() + axis, from.get(axis));
      }
    }
    return new Rearrange(Kind.EXPAND, source, 0, result.extents(), strides, result);
  }

  /** The whole of {@code source}, {@code repeats[k]} times along axis {@code k}. */
  public static Rearrange tile(Shape source, List<Integer> repeats) {
    List<Integer> from = rowMajor(source);
    List<Integer> extents = new ArrayList<>();
    List<Integer> strides = new ArrayList<>();
    List<Integer> result = new ArrayList<>();
    for (int axis = 0; axis < source.rank(); axis++) {
      extents.addAll(List.of(repeats.get(axis), source.extents().get(axis)));
      strides.addAll(List.of(0, from.get(axis)));
      result.add(Math.multiplyExact(repeats.get(axis), source.extents().get(axis)));
    }
    return new Rearrange(Kind.TILE, source, 0, extents, strides, new Shape(result));
  }

  /**
   * Reads {@code source} as {@code split}, permutes those axes, and calls the outcome {@code
   * result}.
   */
  public static Rearrange shuffle(
      Shape source, Shape split, List<Integer> permutation, Shape result) {
    Rearrange transposed = transpose(split, permutation);
    return new Rearrange(
        Kind.SHUFFLE, source, 0, transposed.extents(), transposed.strides(), result);
  }

  /** Distance between neighbours along each axis. */
  public static List<Integer> rowMajor(Shape shape) {
    List<Integer> strides = new ArrayList<>(Collections.nCopies(shape.rank(), 1));
    for (int axis = shape.rank() - 2; axis >= 0; axis--) {
      strides.set(axis, strides.get(axis + 1) * shape.extents().get(axis + 1));
    }
    return strides;
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Inputs.elements(kind.name(), inputs, List.of(source));
    return result.withoutBatch();
  }
}
