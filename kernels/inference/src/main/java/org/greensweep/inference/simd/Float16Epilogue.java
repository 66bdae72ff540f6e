package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;

import jdk.incubator.vector.FloatVector;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.Float16;
import org.jspecify.annotations.Nullable;

/** Turns sums, bias included, into the outputs of a layer whose values are stored in 16 bits. */
final class Float16Epilogue {
  private final Float16 format;
  private final Clamp clamp;

  Float16Epilogue(Float16 format, Clamp clamp) {
    this.format = format;
    this.clamp = clamp;
  }

  /**
   * Handles {@code width} channels of each of {@code rows} pixels.
   *
   * @param sums overwritten
   * @param sumStride from one pixel to the next of the sums
   * @param at where the first pixel lies in the outputs and the residual
   * @param stride from one pixel to the next of them
   */
  void storeRows(
      float[] sums,
      int sumsAt,
      int sumStride,
      int rows,
      int width,
      int at,
      int stride,
      float @Nullable [] residual,
      float @Nullable [] real,
      short @Nullable [] rounded) {
    for (int row = 0; row < rows; row++) {
      int from = sumsAt + row * sumStride;
      int to = at + row * stride;
      if (residual == null) {
        clamp(sums, from, width);
      } else {
        addAndClamp(sums, from, residual, to, width);
      }
      if (real != null) {
        System.arraycopy(sums, from, real, to, width);
      }
      if (rounded != null) {
        Float16Vector.narrowRange(format, sums, from, rounded, to, width);
      }
    }
  }

  private void clamp(float[] sums, int at, int width) {
    FloatVector low = FloatVector.broadcast(FLOATS, clamp.low());
    FloatVector high = FloatVector.broadcast(FLOATS, clamp.high());
    int i = 0;
    for (; i <= width - LANES; i += LANES) {
      FloatVector value = FloatVector.fromArray(FLOATS, sums, at + i);
      value = value.blend(low, value.lt(low));
      value.blend(high, high.lt(value)).intoArray(sums, at + i);
    }
    for (; i < width; i++) {
      sums[at + i] = clamp.apply(sums[at + i]);
    }
  }

  private void addAndClamp(float[] sums, int at, float[] residual, int from, int width) {
    FloatVector low = FloatVector.broadcast(FLOATS, clamp.low());
    FloatVector high = FloatVector.broadcast(FLOATS, clamp.high());
    int i = 0;
    for (; i <= width - LANES; i += LANES) {
      FloatVector value =
          FloatVector.fromArray(FLOATS, sums, at + i)
              .add(FloatVector.fromArray(FLOATS, residual, from + i));
      value = value.blend(low, value.lt(low));
      value.blend(high, high.lt(value)).intoArray(sums, at + i);
    }
    for (; i < width; i++) {
      sums[at + i] = clamp.apply(sums[at + i] + residual[from + i]);
    }
  }
}
