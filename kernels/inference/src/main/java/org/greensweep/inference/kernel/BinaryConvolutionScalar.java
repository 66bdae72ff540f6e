package org.greensweep.inference.kernel;

import org.jspecify.annotations.Nullable;

/** The 1-bit convolution as its definition reads; a tile is one output row. */
public final class BinaryConvolutionScalar implements BinaryConvolution {
  private final ConvolutionShape shape;
  private final BitLayout layout;
  private final long[] weights;
  private final Epilogue epilogue;

  /** Takes the signs of {@code weights}. */
  public BinaryConvolutionScalar(ConvolutionShape shape, float[] weights, Epilogue epilogue) {
    this.shape = shape;
    this.layout = new BitLayout(shape.inputChannels(), shape.groups());
    this.weights = BitLayout.packWeights(shape, weights);
    this.epilogue = epilogue;
  }

  @Override
  public int tiles() {
    return shape.outputHeight();
  }

  @Override
  public void run(
      int tile, long[] input, float @Nullable [] residual, float[] output, Scratch scratch) {
    for (int x = 0; x < shape.outputWidth(); x++) {
      int at = (tile * shape.outputWidth() + x) * shape.outputChannels();
      for (int channel = 0; channel < shape.outputChannels(); channel++) {
        float value = dot(input, tile, x, channel) * epilogue.scale()[channel];
        value += epilogue.shift()[channel];
        if (residual != null) {
          value += residual[at + channel];
        }
        output[at + channel] = epilogue.clamp().apply(value);
      }
    }
  }

  /** The dot product behind one output. */
  int dot(long[] input, int y, int x, int channel) {
    int words = layout.wordsPerGroup();
    int group = channel / shape.groupOutputs();
    int weight = channel * shape.taps() * words;
    int dot = 0;
    for (int tapY = 0; tapY < shape.window().kernelHeight(); tapY++) {
      for (int tapX = 0; tapX < shape.window().kernelWidth(); tapX++) {
        int row = shape.inputRow(y, tapY);
        int column = shape.inputColumn(x, tapX);
        boolean inside = shape.inside(row, column);
        int at = (row * shape.inputWidth() + column) * layout.wordsPerPixel() + group * words;
        for (int word = 0; word < words; word++) {
          long bits = inside ? input[at + word] : padding(word);
          int n = inside || shape.padValue() != 0 ? Long.bitCount(layout.mask(word)) : 0;
          int differing = n == 0 ? 0 : Long.bitCount(bits ^ weights[weight]);
          dot += n - 2 * differing;
          weight++;
        }
      }
    }
    return dot;
  }

  private long padding(int word) {
    return shape.padValue() > 0 ? layout.mask(word) : 0;
  }
}
