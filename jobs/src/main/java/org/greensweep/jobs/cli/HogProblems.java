package org.greensweep.jobs.cli;

import java.util.List;
import java.util.stream.Stream;
import org.greensweep.hardware.Arithmetic;
import org.greensweep.hardware.ConvolutionProblem;
import org.greensweep.hardware.Problem;
import org.greensweep.hardware.StreamingProblem;
import org.greensweep.inference.hog.HogWork;

/** HOG as an accelerator sees it. */
final class HogProblems {
  private static final int BITS = 16;

  private HogProblems() {}

  /**
   * Descriptors: every pixel of the pyramid read and every block written once. Classifier: at each
   * level a convolution of the blocks with one window.
   */
  static List<Problem> of(HogWork work, List<HogWork.Extent> levels) {
    long blocks = levels.stream().mapToLong(HogWork.Extent::blocks).sum();
    Problem descriptors =
        new StreamingProblem(
            work.pyramidPixels(),
            blocks * HogWork.BLOCK_VALUES,
            BITS,
            BITS,
            work.elementwiseOperations(),
            Arithmetic.INT16);
    return Stream.concat(Stream.of(descriptors), levels.stream().map(HogProblems::classifier))
        .toList();
  }

  private static Problem classifier(HogWork.Extent level) {
    return new ConvolutionProblem(
        1,
        1,
        1,
        HogWork.BLOCK_VALUES,
        level.windowRows(),
        level.windowColumns(),
        HogWork.WINDOW_ROWS,
        HogWork.WINDOW_COLUMNS,
        1,
        1,
        1,
        1,
        Arithmetic.INT16,
        Arithmetic.INT16,
        BITS,
        BITS,
        0);
  }
}
