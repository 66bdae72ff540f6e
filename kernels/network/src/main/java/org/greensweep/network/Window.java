package org.greensweep.network;

import java.io.Serializable;

/**
 * A sliding window over a feature map: kernel, stride, dilation and padding per side, all in
 * elements.
 */
public record Window(
    int kernelHeight,
    int kernelWidth,
    int strideHeight,
    int strideWidth,
    int dilationHeight,
    int dilationWidth,
    int padTop,
    int padLeft,
    int padBottom,
    int padRight)
    implements Serializable {

  public Window {
    Check.positive("kernel height", kernelHeight);
    Check.positive("kernel width", kernelWidth);
    Check.positive("stride height", strideHeight);
    Check.positive("stride width", strideWidth);
    Check.positive("dilation height", dilationHeight);
    Check.positive("dilation width", dilationWidth);
    Check.notNegative("top padding", padTop);
    Check.notNegative("left padding", padLeft);
    Check.notNegative("bottom padding", padBottom);
    Check.notNegative("right padding", padRight);
  }

  /** A square kernel with stride 1, no dilation and no padding. */
  public static Window square(int kernel) {
    return new Window(kernel, kernel, 1, 1, 1, 1, 0, 0, 0, 0);
  }

  public Window stride(int stride) {
    return new Window(
        kernelHeight,
        kernelWidth,
        stride,
        stride,
        dilationHeight,
        dilationWidth,
        padTop,
        padLeft,
        padBottom,
        padRight);
  }

  public Window dilation(int dilation) {
    return new Window(
        kernelHeight,
        kernelWidth,
        strideHeight,
        strideWidth,
        dilation,
        dilation,
        padTop,
        padLeft,
        padBottom,
        padRight);
  }

  public Window pad(int pad) {
    return new Window(
        kernelHeight,
        kernelWidth,
        strideHeight,
        strideWidth,
        dilationHeight,
        dilationWidth,
        pad,
        pad,
        pad,
        pad);
  }

  /** Height of the dilated kernel: {@code (kernel - 1) * dilation + 1}. */
  public int extentHeight() {
    return (kernelHeight - 1) * dilationHeight + 1;
  }

  public int extentWidth() {
    return (kernelWidth - 1) * dilationWidth + 1;
  }

  /**
   * Output height over {@code inputHeight} rows; a {@link UserError} that names the minimum when
   * the window does not fit.
   */
  public int outputHeight(int inputHeight, boolean ceil) {
    return output("height", inputHeight, padTop, padBottom, extentHeight(), strideHeight, ceil);
  }

  public int outputWidth(int inputWidth, boolean ceil) {
    return output("width", inputWidth, padLeft, padRight, extentWidth(), strideWidth, ceil);
  }

  private static int output(
      String axis, int input, int before, int after, int extent, int stride, boolean ceil) {
    int room = input + before + after - extent;
    if (room < 0) {
      throw new UserError(
          "kernel %s %d exceeds the padded input %s %d; the input %s must be at least %d"
              .formatted(
                  axis, extent, axis, input + before + after, axis, extent - before - after));
    }
    if (!ceil) {
      return room / stride + 1;
    }
    int output = (room + stride - 1) / stride + 1;
    // A window that would start in the far padding is dropped, as PyTorch and ONNX do.
    return (output - 1) * stride >= input + before ? output - 1 : output;
  }
}
