package org.greensweep.inference.simd;

import org.greensweep.inference.kernel.ConvolutionShape;

/**
 * A grouped convolution of groups too narrow for a tile as one of fewer groups, whose weights
 * between what were different groups are zero. It multiplies more, but in full tiles, over inputs
 * that lie side by side.
 */
final class MergedGroups {
  /** Up to as many groups become one: eight times the products at over eight times the speed. */
  private static final int ALL = 8;

  private MergedGroups() {}

  /** How many groups to merge: all where they are few, else as many as fill a tile; at least 2. */
  static int together(ConvolutionShape shape) {
    if (shape.groups() <= ALL) {
      return shape.groups();
    }
    int together = 2;
    while (together < shape.groups()
        && (shape.groups() % together != 0 || together * shape.groupOutputs() < FloatTile.WIDTH)) {
      together++;
    }
    return together;
  }

  static ConvolutionShape shape(ConvolutionShape shape, int together) {
    return new ConvolutionShape(
        shape.inputHeight(),
        shape.inputWidth(),
        shape.inputChannels(),
        shape.outputHeight(),
        shape.outputWidth(),
        shape.outputChannels(),
        shape.groups() / together,
        shape.window(),
        shape.padValue());
  }

  static float[] weights(ConvolutionShape shape, float[] weights, int together) {
    int inputs = shape.groupInputs();
    float[] merged = new float[weights.length * together];
    for (int output = 0; output < shape.outputChannels(); output++) {
      int first = output / shape.groupOutputs() % together * inputs;
      for (int tap = 0; tap < shape.taps(); tap++) {
        int row = output * shape.taps() + tap;
        System.arraycopy(weights, row * inputs, merged, row * inputs * together + first, inputs);
      }
    }
    return merged;
  }
}
