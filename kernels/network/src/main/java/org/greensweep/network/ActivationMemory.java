package org.greensweep.network;

import java.util.List;

/**
 * Bytes of activations that are live while a network runs in the order of its nodes.
 *
 * <p>A map is held from the layer that writes it to the last one that reads it, packed in the
 * widest activation format among its readers. Layers that compute element by element overwrite an
 * input that nobody reads later; all others need their output beside their inputs.
 */
final class ActivationMemory {
  private final Network network;
  private final PrecisionPlan plan;
  private final long[] outputBytes;
  private final int[] lastReader;

  ActivationMemory(Network network, PrecisionPlan plan) {
    this.network = network;
    this.plan = plan;
    int size = network.nodes().size();
    outputBytes = new long[size];
    lastReader = new int[size];
    for (int node = 0; node < size; node++) {
      List<Integer> readers = network.readers(node);
      boolean last = readers.isEmpty() || network.outputs().contains(node);
      lastReader[node] = last ? size : readers.get(readers.size() - 1);
      outputBytes[node] = packedBytes(network.nodes().get(node).output(), storedBits(readers));
    }
  }

  private int storedBits(List<Integer> readers) {
    return readers.stream()
        .mapToInt(reader -> plan.of(reader).activations().bits())
        .max()
        .orElse(NumberFormat.FP32.bits());
  }

  static long packedBytes(Shape shape, int bits) {
    return (Math.multiplyExact(shape.elements(), (long) bits) + Byte.SIZE - 1) / Byte.SIZE;
  }

  long outputBytes(int node) {
    return outputBytes[node];
  }

  /** All inputs of {@code node} in the format in which it computes. */
  long inputBytes(int node) {
    int bits = plan.of(node).activations().bits();
    return network.inputShapes(network.nodes().get(node)).stream()
        .mapToLong(shape -> packedBytes(shape, bits))
        .sum();
  }

  /** Bytes live while each node runs, in the order of the nodes. */
  long[] live() {
    long[] live = new long[outputBytes.length];
    long held = 0;
    for (int node = 0; node < live.length; node++) {
      live[node] = held + outputBytes[node] - overwritten(node);
      held += outputBytes[node];
      for (int input : network.nodes().get(node).inputs().stream().distinct().toList()) {
        if (lastReader[input] == node) {
          held -= outputBytes[input];
        }
      }
    }
    return live;
  }

  private long overwritten(int node) {
    if (!isElementwise(network.nodes().get(node).layer())) {
      return 0;
    }
    return network.nodes().get(node).inputs().stream()
        .filter(input -> lastReader[input] == node)
        .mapToLong(input -> Math.min(outputBytes[input], outputBytes[node]))
        .max()
        .orElse(0);
  }

  private static boolean isElementwise(Layer repeated) {
    Layer layer = repeated.single();
    return layer instanceof Layer.Activation
        || layer instanceof Layer.BatchNormalization
        || layer instanceof Layer.Add
        || layer instanceof Layer.Multiply
        || layer instanceof LayerNormalization
        || layer instanceof L2Normalization
        || layer instanceof ChannelScale
        || layer instanceof Flatten
        || layer instanceof Elementwise
        || layer instanceof Reshape
        || layer instanceof Standardization
        || layer instanceof Softmax;
  }
}
