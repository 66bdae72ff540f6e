package org.greensweep.hardware;

/** One layer as an accelerator sees it: loops and widths, without name, weights or place. */
public sealed interface Problem permits ConvolutionProblem, StreamingProblem {
  /** Canonical text of everything that the cost depends on; equal keys have equal costs. */
  String key();
}
