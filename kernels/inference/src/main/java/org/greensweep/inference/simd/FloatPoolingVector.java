package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;

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
      int at = (row * shape.outputWidth() + x) * shape.channels();
      for (int channel = 0; channel < bound; channel += LANES) {
        if (shape.maximum()) {
          maximum(input, row, x, channel, output, at + channel);
        } else {
          mean(input, row, x, channel, output, at + channel);
        }
      }
    }
    rest.run(row, bound, input, output);
  }

  private void maximum(float[] input, int y, int x, int channel, float[] output, int at) {
    FloatVector most = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    int columnEnd = shape.columnEnd()[x];
    for (int row = shape.rowBegin()[y]; row < shape.rowEnd()[y]; row += shape.rowStep()) {
      int line = row * shape.inputWidth();
      for (int column = shape.columnBegin()[x]; column < columnEnd; column += shape.columnStep()) {
        FloatVector value =
            FloatVector.fromArray(FLOATS, input, (line + column) * shape.channels() + channel);
        most = most.blend(value, most.lt(value));
      }
    }
    store(most, output, at);
  }

  private void mean(float[] input, int y, int x, int channel, float[] output, int at) {
    FloatVector sum = FloatVector.zero(FLOATS);
    int columnEnd = shape.columnEnd()[x];
    for (int row = shape.rowBegin()[y]; row < shape.rowEnd()[y]; row += shape.rowStep()) {
      int line = row * shape.inputWidth();
      for (int column = shape.columnBegin()[x]; column < columnEnd; column += shape.columnStep()) {
        sum =
            sum.add(
                FloatVector.fromArray(FLOATS, input, (line + column) * shape.channels() + channel));
      }
    }
    store(sum.div(shape.divisors()[y * shape.outputWidth() + x]), output, at);
  }

  private void store(FloatVector value, float[] output, int at) {
    FloatVector low = FloatVector.broadcast(FLOATS, clamp.low());
    FloatVector high = FloatVector.broadcast(FLOATS, clamp.high());
    FloatVector raised = value.blend(low, value.lt(low));
    raised.blend(high, high.lt(raised)).intoArray(output, at);
  }
}
