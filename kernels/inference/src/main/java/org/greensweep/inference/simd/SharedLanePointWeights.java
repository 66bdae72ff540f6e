package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.BYTES;
import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;

import java.util.stream.IntStream;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.greensweep.inference.kernel.ConvolutionShape;

/** Transformed weights of {@link SharedLanePoints}, each in a byte. */
final class SharedLanePointWeights {
  /** Output channels of a panel, two of each lane. */
  static final int PANEL = 2 * FloatTile.WIDTH;

  private final int inputs;
  private final int panels;
  private final float up;

  /** By point, panel of output channels, input channel, output channel. */
  private final byte[] packed;

  SharedLanePointWeights(ConvolutionShape shape, int shift, byte[] weights) {
    this.inputs = shape.inputChannels();
    this.panels = (shape.outputChannels() + PANEL - 1) / PANEL;
    this.up = 1 << shift;
    // Vectors may read beyond the last weight.
    this.packed = new byte[start(ExactTransforms.POINTS, 0, 0) + BYTES.length()];
    IntStream.range(0, shape.outputChannels())
        .parallel()
        .forEach(output -> transform(weights, output));
  }

  private void transform(byte[] weights, int output) {
    int[] rows = new int[ExactTransforms.ROW_VALUES];
    int[] points = new int[ExactTransforms.POINTS];
    for (int k = 0; k < inputs; k++) {
      ExactTransforms.weights(weights, output * 9 * inputs + k, inputs, rows, points);
      for (int point = 0; point < ExactTransforms.POINTS; point++) {
        packed[start(point, output / PANEL, k) + output % PANEL] = (byte) points[point];
      }
    }
  }

  private int start(int point, int panel, int channel) {
    return ((point * panels + panel) * inputs + channel) * PANEL;
  }

  int panels() {
    return panels;
  }

  /**
   * Writes those of a panel and of {@code depth} input channels from {@code k0} on as factors of a
   * {@link FloatTile}.
   */
  void unpack(int point, int panel, int k0, int depth, float[] output) {
    FloatVector factor = FloatVector.broadcast(FLOATS, up);
    int at = start(point, panel, k0);
    for (int to = 0; to < depth * FloatTile.WIDTH; to += FloatTile.WIDTH, at += PANEL) {
      for (int lane = 0; lane < FloatTile.WIDTH; lane += LANES) {
        FloatVector lower =
            (FloatVector)
                ByteVector.fromArray(BYTES, packed, at + lane)
                    .convertShape(VectorOperators.B2F, FLOATS, 0);
        FloatVector upper =
            (FloatVector)
                ByteVector.fromArray(BYTES, packed, at + FloatTile.WIDTH + lane)
                    .convertShape(VectorOperators.B2F, FLOATS, 0);
        upper.fma(factor, lower).intoArray(output, to + lane);
      }
    }
  }
}
