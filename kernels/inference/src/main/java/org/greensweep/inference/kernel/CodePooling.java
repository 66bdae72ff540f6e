package org.greensweep.inference.kernel;

/**
 * Maximum over windows of a map of integer codes, none of which is below that of an empty window.
 */
public interface CodePooling {
  /** Computes output row {@code row}. */
  void run(int row, byte[] input, byte[] output, Scratch scratch);
}
