package org.greensweep.inference.simd;

import java.util.List;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Shape;
import org.greensweep.network.Window;

/** Convolutions whose extents leave remainders in every loop of every kernel, at every width. */
final class TwinShapes {
  private TwinShapes() {}

  static List<ConvolutionShape> all() {
    Window square = Window.square(3).pad(1);
    Window awkward = new Window(2, 5, 3, 1, 2, 2, 1, 4, 0, 3);
    return List.of(
        shape(1, 1, 1, 1, 1, Window.square(1), 0),
        shape(3, 17, 9, 7, 1, square, 0),
        shape(64, 16, 5, 5, 1, square, 1),
        shape(65, 33, 4, 7, 1, square, -1),
        shape(7, 31, 11, 6, 1, awkward, 0),
        shape(130, 8, 3, 3, 1, Window.square(3).pad(2).stride(2), 0),
        // Deep enough for several blocks, and for a dot product beyond 16 bits.
        shape(300, 18, 2, 2, 1, Window.square(3).pad(1), 0),
        shape(24, 40, 6, 5, 4, awkward, -1),
        // Winograd squares with remainders in both directions, many and few.
        shape(32, 37, 9, 11, 1, square, 1),
        shape(48, 16, 14, 27, 1, square, 0),
        shape(64, 33, 7, 8, 1, square, -1),
        // The same, with more weights than maps: threads share panels, even and odd numbers of
        // them.
        shape(64, 96, 9, 10, 1, square, 1),
        shape(64, 128, 5, 6, 1, square, -1),
        // First layers: few values in a kernel row, one and two blocks of depth.
        shape(3, 20, 23, 37, 1, Window.square(7).pad(3).stride(2), 0),
        shape(3, 16, 15, 13, 1, Window.square(3).stride(2), 1),
        shape(3, 18, 31, 47, 1, Window.square(11).pad(2).stride(4), 0),
        // Many narrow groups, of which some become one.
        shape(60, 40, 5, 6, 20, square, 0),
        shape(64, 64, 10, 9, 8, square, 0),
        shape(40, 50, 1, 13, 1, Window.square(1), 0),
        // So few output channels that a vector spans many pixels.
        shape(20, 1, 9, 15, 1, square, 0),
        shape(33, 3, 7, 9, 1, Window.square(1), 0),
        shape(33, 33, 7, 5, 33, square, 1),
        shape(18, 18, 8, 9, 18, awkward, 0),
        shape(16, 32, 4, 4, 16, square, 0),
        shape(1021, 63, 1, 1, 1, Window.square(1), 0));
  }

  private static ConvolutionShape shape(
      int inputs, int outputs, int height, int width, int groups, Window window, int pad) {
    Convolution layer = Convolution.of(inputs, outputs, window).withGroups(groups).binary(pad);
    Shape in = Shape.of(inputs, height, width);
    return ConvolutionShape.of(layer, in, layer.output(List.of(in)));
  }
}
