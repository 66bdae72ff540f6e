package org.greensweep.network.tensor;

import org.jspecify.annotations.Nullable;

/**
 * The elements of a tensor in row-major order: in fp32 where networks run, in fp64 where constants
 * are folded, which holds shapes and indices exactly up to 2^53.
 */
public final class Values {
  private final float @Nullable [] floats;
  private final double @Nullable [] doubles;

  private Values(float @Nullable [] floats, double @Nullable [] doubles) {
    this.floats = floats;
    this.doubles = doubles;
  }

  /** A view of {@code values}. */
  public static Values of(float[] values) {
    return new Values(values, null);
  }

  /** A view of {@code values}. */
  public static Values of(double[] values) {
    return new Values(null, values);
  }

  public int length() {
    return floats != null ? floats.length : doubles != null ? doubles.length : 0;
  }

  public double get(int index) {
    return floats != null ? floats[index] : doubles != null ? doubles[index] : 0;
  }

  /** Stores {@code value}, rounded where this holds fp32. */
  public void set(int index, double value) {
    if (floats != null) {
      floats[index] = (float) value;
    } else if (doubles != null) {
      doubles[index] = value;
    }
  }

  /** The values in fp32: the array itself where this holds fp32, else a rounded copy. */
  public float[] floats() {
    if (floats != null) {
      return floats;
    }
    float[] rounded = new float[length()];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) get(i);
    }
    return rounded;
  }
}
