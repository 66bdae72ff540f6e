package org.greensweep.network;

import java.util.List;

/**
 * The gradient of a convolution with {@code inputChannels x outputChannels/groups x kernelHeight x
 * kernelWidth} weights: every input element adds its kernel, scaled, to the output, a stride apart;
 * the window's padding is cut from the border, {@code extraHeight} rows and {@code extraWidth}
 * columns are appended (Dumoulin 2016, "A guide to convolution arithmetic", 4).
 */
public record TransposedConvolution(
    int inputChannels,
    int outputChannels,
    int groups,
    Window window,
    int extraHeight,
    int extraWidth,
    boolean bias)
    implements Layer {
  public TransposedConvolution {
    Check.positive("input channels", inputChannels);
    Check.positive("output channels", outputChannels);
    Check.positive("groups", groups);
    Check.notNegative("extra height", extraHeight);
    Check.notNegative("extra width", extraWidth);
    if (inputChannels % groups != 0 || outputChannels % groups != 0) {
      throw new UserError(
          "%d groups divide neither evenly: %d input and %d output channels must both be multiples"
              .formatted(groups, inputChannels, outputChannels));
    }
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape in = Inputs.channels("transposed convolution", inputs, inputChannels);
    return Shape.of(
        outputChannels,
        Math.toIntExact(
            (in.height() - 1L) * window.strideHeight()
                + window.extentHeight()
                + extraHeight
                - window.padTop()
                - window.padBottom()),
        Math.toIntExact(
            (in.width() - 1L) * window.strideWidth()
                + window.extentWidth()
                + extraWidth
                - window.padLeft()
                - window.padRight()));
  }

  @Override
  public long weightCount() {
    return (long) inputChannels
        * (outputChannels / groups)
        * window.kernelHeight()
        * window.kernelWidth();
  }

  @Override
  public long parameters() {
    return weightCount() + (bias ? outputChannels : 0);
  }

  /** Every input element meets every weight of its channel. */
  @Override
  public long multiplyAccumulates(Shape output) {
    return Math.multiplyExact(
        weightCount(), (long) inputHeight(output.height()) * inputWidth(output.width()));
  }

  /** Height of the input that gives this output height. */
  public int inputHeight(int outputHeight) {
    return (outputHeight
                - window.extentHeight()
                - extraHeight
                + window.padTop()
                + window.padBottom())
            / window.strideHeight()
        + 1;
  }

  /** Width of the input that gives this output width. */
  public int inputWidth(int outputWidth) {
    return (outputWidth - window.extentWidth() - extraWidth + window.padLeft() + window.padRight())
            / window.strideWidth()
        + 1;
  }
}
