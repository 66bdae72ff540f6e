package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.HALF_BYTES;
import static org.greensweep.inference.simd.Species.LANES;
import static org.greensweep.inference.simd.Species.SHORTS;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Quantization;

/** As {@link Patches}, for the rows of {@link ShortTile}: codes less their zero point. */
final class ShortPatches {
  private final ConvolutionShape shape;
  private final int zeroPoint;
  private final short padding;

  ShortPatches(ConvolutionShape shape, Quantization input) {
    this.shape = shape;
    this.zeroPoint = input.zeroPoint();
    this.padding = (short) (input.quantize(shape.padValue()) - zeroPoint);
  }

  /** Writes depth {@code k0} to {@code k1} of output pixels {@code from} to {@code to}. */
  void pack(byte[] input, int group, int from, int to, int k0, int k1, short[] rows) {
    int channels = shape.groupInputs();
    int kernelWidth = shape.window().kernelWidth();
    int at = 0;
    for (int pixel = from; pixel < to; pixel++) {
      int y = pixel / shape.outputWidth();
      int x = pixel % shape.outputWidth();
      int tap = k0 / channels;
      for (int first = tap * channels; first < k1; first += channels) {
        int begin = Math.max(k0, first);
        int length = Math.min(k1, first + channels) - begin;
        int row = shape.inputRow(y, tap / kernelWidth);
        int column = shape.inputColumn(x, tap % kernelWidth);
        if (shape.inside(row, column)) {
          int source = (row * shape.inputWidth() + column) * shape.inputChannels();
          widen(input, source + group * channels + begin - first, rows, at, length);
        } else {
          Arrays.fill(rows, at, at + length, padding);
        }
        at += length;
        tap++;
      }
    }
  }

  private void widen(byte[] input, int from, short[] rows, int to, int count) {
    int i = 0;
    for (; i <= count - 2 * LANES; i += 2 * LANES) {
      ((ShortVector)
              ByteVector.fromArray(HALF_BYTES, input, from + i)
                  .convertShape(VectorOperators.B2S, SHORTS, 0))
          .sub((short) zeroPoint)
          .intoArray(rows, to + i);
    }
    for (; i < count; i++) {
      rows[to + i] = (short) (input[from + i] - zeroPoint);
    }
  }
}
