package org.greensweep.network.onnx;

import java.util.List;
import java.util.function.Supplier;
import org.greensweep.network.UserError;
import org.greensweep.network.tensor.Values;
import org.jspecify.annotations.Nullable;

/**
 * A tensor whose values are known before anything runs. Values are decoded or computed when they
 * are asked for, and kept only where they are few, so that a large file is held once.
 */
final class ConstantTensor {
  /** Up to here values are kept once known: shapes, axes, scales. */
  private static final int KEPT = 1 << 12;

  /** Element operations that making one constant may take at all. */
  static final long LIMIT = 1L << 33;

  /** Element operations that reading a file may spend on a value that it depends on. */
  private static final long AFFORDABLE = 1L << 24;

  private final ElementType type;
  private final List<Integer> dims;
  private final boolean stored;
  private final long cost;
  private final Supplier<Values> source;
  private @Nullable Values kept;

  /**
   * @param stored whether the file itself holds the values, for a real type: they were trained
   * @param cost element operations to make the values
   */
  ConstantTensor(
      ElementType type, List<Integer> dims, boolean stored, long cost, Supplier<Values> source) {
    this.type = type;
    this.dims = List.copyOf(dims);
    this.stored = stored;
    this.cost = cost;
    this.source = source;
  }

  ElementType type() {
    return type;
  }

  List<Integer> dims() {
    return dims;
  }

  boolean stored() {
    return stored;
  }

  long cost() {
    return kept == null ? cost : kept.length();
  }

  int elements() {
    return Dims.elements(dims);
  }

  synchronized Values values() {
    if (kept != null) {
      return kept;
    }
    Values values = source.get();
    if (values.length() <= KEPT) {
      kept = values;
    }
    return values;
  }

  /** The values, for what must be known while the file is read. */
  private Values affordable() {
    if (cost() > AFFORDABLE || elements() > AFFORDABLE) {
      throw new UserError(
          "a shape or attribute depends on a constant of %s elements that takes %,d operations; the limit is %,d"
              .formatted(dims, cost(), AFFORDABLE));
    }
    return values();
  }

  /** The values as integers, saturated to a long. */
  long[] integers() {
    if (type.isReal()) {
      throw new UserError("integers are needed where a tensor of type " + type + " is given");
    }
    Values values = affordable();
    long[] integers = new long[values.length()];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = (long) values.get(i);
    }
    return integers;
  }

  /** The values as real numbers. */
  double[] reals() {
    Values values = affordable();
    double[] reals = new double[values.length()];
    for (int i = 0; i < reals.length; i++) {
      reals[i] = values.get(i);
    }
    return reals;
  }

  /** The only value. */
  double scalar() {
    if (elements() != 1) {
      throw new UserError("one value is needed where a tensor of " + dims + " is given");
    }
    return affordable().get(0);
  }
}
