package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.FloatPooling;
import org.greensweep.inference.kernel.FloatPoolingScalar;
import org.greensweep.inference.kernel.PoolShape;
import org.greensweep.inference.kernel.Scratch;

/** Pooling of a vector of channels at a time. */
final class FloatPoolingVector implements FloatPooling {
  private final PoolShape shape;
  private final Clamp clamp;
  private final Maxima maxima;
  private final FloatPoolingScalar rest;
  private final int bound;

  FloatPoolingVector(PoolShape shape, Clamp clamp) {
    this.shape = shape;
    this.clamp = clamp;
    this.maxima = new Maxima(shape);
    this.rest = new FloatPoolingScalar(shape, clamp);
    this.bound = Species.bound(shape.channels());
  }

  @Override
  public void run(int row, float[] input, float[] output, Scratch scratch) {
    if (shape.maximum()) {
      maxima.row(row, input, scratch.floats(maxima.line()), output);
      if (!clamp.isNone()) {
        int values = shape.outputWidth() * shape.channels();
        clamp(output, row * values, (row + 1) * values);
      }
    } else {
      means(row, input, output);
      rest.run(row, bound, input, output);
    }
  }

  private void means(int row, float[] input, float[] output) {
    for (int x = 0; x < shape.outputWidth(); x++) {
      int pixel = row * shape.outputWidth() + x;
      int at = pixel * shape.channels();
      Arrays.fill(output, at, at + bound, 0);
      addUp(input, row, x, output, at);
      divide(shape.divisors()[pixel], output, at, at + bound);
      clamp(output, at, at + bound);
    }
  }

  /** The output itself collects: JDK 17 makes objects of vectors that a loop hands on. */
  private void addUp(float[] input, int y, int x, float[] output, int at) {
    int columnEnd = shape.columnEnd()[x];
    for (int row = shape.rowBegin()[y]; row < shape.rowEnd()[y]; row += shape.rowStep()) {
      int line = row * shape.inputWidth();
      for (int column = shape.columnBegin()[x]; column < columnEnd; column += shape.columnStep()) {
        add(input, (line + column) * shape.channels(), output, at);
      }
    }
  }

  private void add(float[] input, int from, float[] output, int at) {
    for (int i = 0; i < bound; i += LANES) {
      FloatVector.fromArray(FLOATS, output, at + i)
          .add(FloatVector.fromArray(FLOATS, input, from + i))
          .intoArray(output, at + i);
    }
  }

  private static void divide(float divisor, float[] values, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      FloatVector.fromArray(FLOATS, values, i).div(divisor).intoArray(values, i);
    }
  }

  private void clamp(float[] values, int from, int to) {
    FloatVector low = FloatVector.broadcast(FLOATS, clamp.low());
    FloatVector high = FloatVector.broadcast(FLOATS, clamp.high());
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      FloatVector value = FloatVector.fromArray(FLOATS, values, i);
      value = value.blend(low, value.lt(low));
      value.blend(high, high.lt(value)).intoArray(values, i);
    }
    for (; i < to; i++) {
      values[i] = clamp.apply(values[i]);
    }
  }

  private static final class Maxima extends WindowMaxima<float[]> {
    Maxima(PoolShape shape) {
      super(shape);
    }

    @Override
    void empty(float[] to, int begin, int end) {
      Arrays.fill(to, begin, end, Float.NEGATIVE_INFINITY);
    }

    @Override
    void highest(
        float[] known,
        int at,
        float[] from,
        int a,
        int b,
        int c,
        float[] to,
        int toAt,
        int length) {
      int i = 0;
      for (; i <= length - LANES; i += LANES) {
        FloatVector most = FloatVector.fromArray(FLOATS, known, at + i);
        FloatVector first = FloatVector.fromArray(FLOATS, from, a + i);
        most = most.blend(first, most.lt(first));
        FloatVector second = FloatVector.fromArray(FLOATS, from, b + i);
        most = most.blend(second, most.lt(second));
        FloatVector third = FloatVector.fromArray(FLOATS, from, c + i);
        most.blend(third, most.lt(third)).intoArray(to, toAt + i);
      }
      for (; i < length; i++) {
        float most = Math.max(known[at + i], from[a + i]);
        to[toAt + i] = Math.max(most, Math.max(from[b + i], from[c + i]));
      }
    }
  }
}
