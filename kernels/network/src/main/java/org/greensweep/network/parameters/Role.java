package org.greensweep.network.parameters;

/**
 * What a parameter tensor is to its layer. {@link ParameterShapes} says which roles a layer has and
 * with which extents; values lie in row-major order, the last extent innermost.
 */
public enum Role {
  /**
   * Of a convolution {@code outputChannels x inputChannels/groups x kernelHeight x kernelWidth}, of
   * a dense layer {@code outputFeatures x inputFeatures}, of a transposed convolution {@code
   * inputChannels x outputChannels/groups x kernelHeight x kernelWidth}: the order of ONNX and
   * PyTorch.
   */
  WEIGHTS,
  /** One per output channel. */
  BIAS,
  /** The elements of a constant. */
  VALUES,
  /** Factor of a batch or layer normalization, per channel. */
  GAMMA,
  /** Offset of a batch or layer normalization, per channel. */
  BETA,
  /** Stored mean of a batch normalization, per channel. */
  MEAN,
  /** Stored variance of a batch normalization, per channel. */
  VARIANCE,
  /** Factor per channel. */
  SCALE,
  /** The learned first token: one value per channel. */
  CLASS_TOKEN,
  /** {@code (patches + 1) x channels}, the class token's embedding first. */
  POSITION_EMBEDDING,
  /**
   * {@code heads x (2 * windowHeight - 1) x (2 * windowWidth - 1)}: the bias of a key that lies
   * {@code dy} rows above and {@code dx} columns left of its query is at {@code (dy + windowHeight
   * - 1, dx + windowWidth - 1)}.
   */
  RELATIVE_POSITION_BIAS,
  /** Logarithm of the factor of cosine attention, one per head. */
  LOGIT_SCALE,
  /** Added to the queries of cosine attention, one per channel. */
  QUERY_BIAS,
  /** First layer of cosine attention's bias network: hidden units x (down, right). */
  POSITION_HIDDEN_WEIGHTS,
  /** One per hidden unit of the bias network. */
  POSITION_HIDDEN_BIAS,
  /** Second layer of the bias network: heads x hidden units. */
  POSITION_OUTPUT_WEIGHTS
}
