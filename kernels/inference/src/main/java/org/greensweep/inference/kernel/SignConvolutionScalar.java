package org.greensweep.inference.kernel;

import java.util.Arrays;

/** The definition: dot products, each compared with its channel's threshold. */
public final class SignConvolutionScalar implements SignConvolution {
  private final ConvolutionShape shape;
  private final BinaryConvolutionScalar dots;
  private final SignThresholds thresholds;

  public SignConvolutionScalar(
      ConvolutionShape shape, float[] weights, BinaryConvolution.Epilogue epilogue) {
    this.shape = shape;
    this.dots = new BinaryConvolutionScalar(shape, weights, epilogue);
    this.thresholds = SignThresholds.of(epilogue, shape.depth());
  }

  @Override
  public int tiles() {
    return shape.outputHeight();
  }

  @Override
  public void run(int tile, long[] input, long[] output, Scratch scratch) {
    int words = new BitLayout(shape.outputChannels(), 1).wordsPerPixel();
    for (int x = 0; x < shape.outputWidth(); x++) {
      int at = (tile * shape.outputWidth() + x) * words;
      Arrays.fill(output, at, at + words, 0);
      for (int channel = 0; channel < shape.outputChannels(); channel++) {
        int dot = dots.dot(input, tile, x, channel);
        if (thresholds.direction()[channel] * dot >= thresholds.least()[channel]) {
          output[at + channel / Long.SIZE] |= 1L << channel;
        }
      }
    }
  }
}
