package org.greensweep.inference.kernel;

/**
 * Attention within the windows of one map, in fp32, channels innermost: the weights that each
 * position gives to the positions of its window, and the weighted sums of their values.
 */
public interface Attention {
  /** Parts that may run at the same time. */
  int tiles();

  /**
   * The weights of one tile.
   *
   * @param input stacked queries and keys of each position
   * @param output by position, head and place in the window
   */
  void weights(int tile, Parameters parameters, float[] input, float[] output, Scratch scratch);

  /** The weighted sums of one tile. */
  void sum(int tile, float[] weights, float[] values, float[] output, Scratch scratch);

  /**
   * The learned part of the scores.
   *
   * @param cosine whether queries and keys are divided by their norms
   * @param factors what each head's products or cosines are multiplied by
   * @param queryOffsets one per channel
   * @param biases per head and relative position: {@code head * offsets + (dy + windowHeight - 1) *
   *     (2 * windowWidth - 1) + dx + windowWidth - 1}, query minus key
   */
  @SuppressWarnings("ArrayRecordComponent") // plain tables, never compared
  record Parameters(boolean cosine, float[] factors, float[] queryOffsets, float[] biases) {}
}
