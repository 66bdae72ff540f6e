package org.greensweep.inference.kernel;

import org.greensweep.network.Layer;
import org.greensweep.network.Shape;
import org.greensweep.network.Window;

/**
 * The extents of one convolution. Weights are {@code outputChannels x kernelHeight x kernelWidth x
 * inputChannels/groups}, the innermost extent last; a dense layer is a 1 x 1 convolution of a 1 x 1
 * map.
 */
public record ConvolutionShape(
    int inputHeight,
    int inputWidth,
    int inputChannels,
    int outputHeight,
    int outputWidth,
    int outputChannels,
    int groups,
    Window window,
    int padValue) {

  public static ConvolutionShape of(Layer.Convolution layer, Shape input, Shape output) {
    return new ConvolutionShape(
        input.height(),
        input.width(),
        input.channels(),
        output.height(),
        output.width(),
        output.channels(),
        layer.groups(),
        layer.window(),
        layer.padValue());
  }

  /** A dense layer whose output has this shape: as many pixels as there are vectors. */
  public static ConvolutionShape of(Layer.Dense layer, Shape output) {
    int rows = Math.toIntExact(output.elements() / layer.outputFeatures());
    return new ConvolutionShape(
        rows, 1, layer.inputFeatures(), rows, 1, layer.outputFeatures(), 1, Window.square(1), 0);
  }

  /** The same convolution padded with +1: what zero padding becomes under a sign. */
  public ConvolutionShape withPositivePadding() {
    return new ConvolutionShape(
        inputHeight,
        inputWidth,
        inputChannels,
        outputHeight,
        outputWidth,
        outputChannels,
        groups,
        window,
        1);
  }

  public int groupInputs() {
    return inputChannels / groups;
  }

  public int groupOutputs() {
    return outputChannels / groups;
  }

  /** Kernel positions. */
  public int taps() {
    return window.kernelHeight() * window.kernelWidth();
  }

  /** Length of one dot product. */
  public int depth() {
    return taps() * groupInputs();
  }

  public int pixels() {
    return outputHeight * outputWidth;
  }

  public int inputElements() {
    return Math.multiplyExact(inputHeight * inputWidth, inputChannels);
  }

  public int outputElements() {
    return Math.multiplyExact(pixels(), outputChannels);
  }

  /** One input channel and one output channel per group. */
  public boolean depthwise() {
    return groups == inputChannels && groups == outputChannels && groups > 1;
  }

  /** Every output pixel reads the input pixel of its own index and nothing else. */
  public boolean pointwise() {
    return taps() == 1
        && window.strideHeight() == 1
        && window.strideWidth() == 1
        && inputHeight == outputHeight
        && inputWidth == outputWidth;
  }

  /** Row that output row {@code y} reads at kernel row {@code tap}; outside the map: padding. */
  public int inputRow(int y, int tap) {
    return y * window.strideHeight() - window.padTop() + tap * window.dilationHeight();
  }

  public int inputColumn(int x, int tap) {
    return x * window.strideWidth() - window.padLeft() + tap * window.dilationWidth();
  }

  public boolean inside(int row, int column) {
    return row >= 0 && row < inputHeight && column >= 0 && column < inputWidth;
  }
}
