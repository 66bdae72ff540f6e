package org.greensweep.hardware;

import org.greensweep.network.Elementwise;
import org.greensweep.network.ElementwiseOperations;
import org.greensweep.network.L2Normalization;
import org.greensweep.network.Layer;
import org.greensweep.network.LayerNormalization;
import org.greensweep.network.LocalResponseNormalization;
import org.greensweep.network.Network;
import org.greensweep.network.Node;
import org.greensweep.network.PatchSelection;
import org.greensweep.network.Resize;
import org.greensweep.network.Softmax;
import org.greensweep.network.Standardization;

/** Scalar operations of a streaming layer, each counted like a multiply-accumulate. */
final class StreamingOperations {
  private StreamingOperations() {}

  /** Those of {@code node}, which reads {@code read} elements. */
  static long of(Network network, Node node, long read) {
    long written = node.output().elements();
    Layer layer = node.layer().single();
    if (layer instanceof Layer.MaxPool pool) {
      return written * pool.window().kernelHeight() * pool.window().kernelWidth();
    }
    if (layer instanceof Layer.AveragePool pool) {
      return written * pool.window().kernelHeight() * pool.window().kernelWidth();
    }
    if (layer instanceof LocalResponseNormalization normalization) {
      // Squares and sums of the neighbourhood, then one scale.
      return written * (normalization.size() + 1L);
    }
    if (layer instanceof Standardization normalization) {
      return (normalization.bias() ? 4 : 3) * written;
    }
    if (layer instanceof Elementwise
        || layer instanceof Resize
        || layer instanceof PatchSelection
        || layer instanceof L2Normalization) {
      return ElementwiseOperations.of(network, node);
    }
    if (layer instanceof Softmax) {
      // Exponential, sum, division.
      return 3 * written;
    }
    if (layer instanceof LayerNormalization) {
      // Mean, variance, factor, offset.
      return 4 * written;
    }
    if (layer instanceof Layer.Multiply) {
      return written;
    }
    return read;
  }
}
