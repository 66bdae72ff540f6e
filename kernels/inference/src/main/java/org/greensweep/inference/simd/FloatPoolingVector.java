package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.FloatPooling;
import org.greensweep.inference.kernel.FloatPoolingScalar;
import org.greensweep.inference.kernel.PoolShape;

/** Pooling of a vector of channels at a time; channels beyond the last full vector run plainly. */
final class FloatPoolingVector implements FloatPooling {
  private final PoolShape shape;
  private final Clamp clamp;
  private final FloatPoolingScalar rest;
  private final int bound;

  FloatPoolingVector(PoolShape shape, Clamp clamp) {
    this.shape = shape;
    this.clamp = clamp;
    this.rest = new FloatPoolingScalar(shape, clamp);
    this.bound = Species.bound(shape.channels());
  }

  @Override
  public void run(int row, float[] input, float[] output) {
    for (int x = 0; x < shape.outputWidth(); x++) {
      int pixel = row * shape.outputWidth() + x;
      int at = pixel * shape.channels();
      Arrays.fill(output, at, at + bound, shape.maximum() ? Float.NEGATIVE_INFINITY : 0);
      takeIn(input, row, x, output, at);
      finish(shape.maximum() ? 1 : shape.divisors()[pixel], output, at);
    }
    rest.run(row, bound, input, output);
  }

  /** The output itself collects: JDK 17 makes objects of vectors that a loop hands on. */
  private void takeIn(float[] input, int y, int x, float[] output, int at) {
    int columnEnd = shape.columnEnd()[x];
    for (int row = shape.rowBegin()[y]; row < shape.rowEnd()[y]; row += shape.rowStep()) {
      int line = row * shape.inputWidth();
      for (int column = shape.columnBegin()[x]; column < columnEnd; column += shape.columnStep()) {
        int from = (line + column) * shape.channels();
        if (shape.maximum()) {
          raise(input, from, output, at);
        } else {
          add(input, from, output, at);
        }
      }
    }
  }

  private void raise(float[] input, int from, float[] output, int at) {
    for (int i = 0; i < bound; i += LANES) {
      FloatVector most = FloatVector.fromArray(FLOATS, output, at + i);
      FloatVector value = FloatVector.fromArray(FLOATS, input, from + i);
      most.blend(value, most.lt(value)).intoArray(output, at + i);
    }
  }

  private void add(float[] input, int from, float[] output, int at) {
    for (int i = 0; i < bound; i += LANES) {
      FloatVector.fromArray(FLOATS, output, at + i)
          .add(FloatVector.fromArray(FLOATS, input, from + i))
          .intoArray(output, at + i);
    }
  }

  private void finish(float divisor, float[] output, int at) {
    FloatVector low = FloatVector.broadcast(FLOATS, clamp.low());
    FloatVector high = FloatVector.broadcast(FLOATS, clamp.high());
    for (int i = 0; i < bound; i += LANES) {
      FloatVector value = FloatVector.fromArray(FLOATS, output, at + i).div(divisor);
      value = value.blend(low, value.lt(low));
      value.blend(high, high.lt(value)).intoArray(output, at + i);
    }
  }
}
