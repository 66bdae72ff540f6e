package org.greensweep.hardware;

import java.util.List;

/** The layers of AlexNet as Chen 2016, Table II, has them: 16 bits everywhere. */
final class AlexNetProblems {
  private AlexNetProblems() {}

  static List<ConvolutionProblem> convolutions(int batch) {
    return List.of(
        layer(1, batch, 96, 3, 55, 11, 4),
        layer(2, batch, 128, 48, 27, 5, 1),
        layer(1, batch, 384, 256, 13, 3, 1),
        layer(2, batch, 192, 192, 13, 3, 1),
        layer(2, batch, 128, 192, 13, 3, 1));
  }

  static List<ConvolutionProblem> fullyConnected(int batch) {
    return List.of(
        layer(1, batch, 4096, 256, 1, 6, 1),
        layer(1, batch, 4096, 4096, 1, 1, 1),
        layer(1, batch, 1000, 4096, 1, 1, 1));
  }

  static ConvolutionProblem layer(
      int groups, int batch, int outputs, int inputs, int rows, int filter, int stride) {
    return new ConvolutionProblem(
        groups,
        batch,
        outputs,
        inputs,
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
