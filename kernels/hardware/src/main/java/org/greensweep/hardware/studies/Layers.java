package org.greensweep.hardware.studies;

import java.util.Arrays;
import java.util.List;
import org.greensweep.hardware.Arithmetic;
import org.greensweep.hardware.ConvolutionProblem;

/** Layers of the networks that the studies use, 16 bits everywhere. */
public final class Layers {
  private Layers() {}

  /** AlexNet's convolutions (Chen 2016, Table II), two groups in layers 2, 4 and 5. */
  public static List<ConvolutionProblem> alexNetConvolutions(int batch) {
    return List.of(
        layer(1, batch, 96, 3, 55, 11, 4),
        layer(2, batch, 128, 48, 27, 5, 1),
        layer(1, batch, 384, 256, 13, 3, 1),
        layer(2, batch, 192, 192, 13, 3, 1),
        layer(2, batch, 128, 192, 13, 3, 1));
  }

  /** AlexNet's fully connected layers. */
  public static List<ConvolutionProblem> alexNetFullyConnected(int batch) {
    return List.of(
        layer(1, batch, 4096, 256, 1, 6, 1),
        layer(1, batch, 4096, 4096, 1, 1, 1),
        layer(1, batch, 1000, 4096, 1, 1, 1));
  }

  /** The thirteen convolutions of VGG-16. */
  public static List<ConvolutionProblem> vgg16Convolutions(int batch) {
    int[][] shapes = {
      {64, 3, 224}, {64, 64, 224}, {128, 64, 112}, {128, 128, 112}, {256, 128, 56},
      {256, 256, 56}, {256, 256, 56}, {512, 256, 28}, {512, 512, 28}, {512, 512, 28},
      {512, 512, 14}, {512, 512, 14}, {512, 512, 14}
    };
    return Arrays.stream(shapes)
        .map(shape -> layer(1, batch, shape[0], shape[1], shape[2], 3, 1))
        .toList();
  }

  /** A square layer; filters and channels are those of one group. */
  public static ConvolutionProblem layer(
      int groups, int batch, int filters, int channels, int rows, int filter, int stride) {
    return new ConvolutionProblem(
        groups,
        batch,
        filters,
        channels,
        rows,
        rows,
        filter,
        filter,
        stride,
        stride,
        1,
        1,
        Arithmetic.INT16,
        Arithmetic.INT16,
        16,
        16,
        0);
  }
}
