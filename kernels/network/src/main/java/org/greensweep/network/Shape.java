package org.greensweep.network;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The extents of one activation without its batch: {@code channels x height x width} for a map,
 * {@code features} for a vector.
 */
public record Shape(List<Integer> extents) implements Serializable {
  public Shape {
    extents = List.copyOf(extents);
    for (int extent : extents) {
      if (extent < 1) {
        throw new UserError(
            "Shape "
                + extents
                + ": every extent must be at least 1; use a larger input or fewer reductions");
      }
    }
  }

  public static Shape of(int... extents) {
    List<Integer> list = new ArrayList<>(extents.length);
    for (int extent : extents) {
      list.add(extent);
    }
    return new Shape(list);
  }

  public int rank() {
    return extents.size();
  }

  public int channels() {
    return extents.get(0);
  }

  public int height() {
    return map(1);
  }

  public int width() {
    return map(2);
  }

  private int map(int axis) {
    if (rank() != 3) {
      throw new UserError("Shape " + this + " is not a feature map (channels x height x width)");
    }
    return extents.get(axis);
  }

  /** Number of elements. */
  public long elements() {
    long product = 1;
    for (int extent : extents) {
      product = Math.multiplyExact(product, (long) extent);
    }
    return product;
  }

  /** This shape without its first axis where that has extent 1: one image of a batch. */
  public Shape withoutBatch() {
    return rank() > 1 && extents.get(0) == 1 ? new Shape(extents.subList(1, rank())) : this;
  }

  /** {@code 64x56x56}; a single value without axes is {@code scalar}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int extent : extents) {
      text.append(text.isEmpty() ? "" : "x").append(extent);
    }
    return text.isEmpty() ? "scalar" : text.toString();
  }
}
