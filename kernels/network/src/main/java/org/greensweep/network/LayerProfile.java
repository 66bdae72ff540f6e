package org.greensweep.network;

import java.util.List;

/**
 * What one inference through one layer takes.
 *
 * @param type the operator in words, such as {@code depthwise convolution}
 * @param weightBytes every parameter of the layer in its stored format
 * @param inputBytes all inputs, each read once in this layer's activation format
 * @param outputBytes the output, written once in the widest format that a reader wants
 * @param liveActivationBytes activations in memory while the layer runs
 */
public record LayerProfile(
    String name,
    String type,
    List<Shape> inputs,
    Shape output,
    LayerPrecision precision,
    long parameters,
    long multiplyAccumulates,
    long binaryMultiplyAccumulates,
    long elementwiseOperations,
    long weightBytes,
    long inputBytes,
    long outputBytes,
    long liveActivationBytes) {
  public LayerProfile {
    inputs = List.copyOf(inputs);
  }

  /** Two operations a multiply-accumulate, and the elementwise ones. */
  public long operations() {
    return Math.addExact(Math.multiplyExact(2L, multiplyAccumulates), elementwiseOperations);
  }

  /** Bytes read and written when nothing stays in a cache between layers. */
  public long trafficBytes() {
    return Math.addExact(weightBytes, Math.addExact(inputBytes, outputBytes));
  }
}
