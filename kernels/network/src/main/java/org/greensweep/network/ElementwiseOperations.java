package org.greensweep.network;

import java.util.List;

/**
 * Work besides multiply-accumulates: one operation is one addition, multiplication, comparison,
 * division or elementary function of one element.
 *
 * <p>Batch norms count in their folded form (a factor and an offset), windows as if padding were
 * data. Concatenation, shuffling and flattening move data but compute nothing.
 */
public final class ElementwiseOperations {
  private ElementwiseOperations() {}

  /** Operations of one inference through {@code node} of {@code network}. */
  public static long of(Network network, Node node) {
    return of(node.layer(), network.inputShapes(node), node.output());
  }

  static long of(Layer layer, List<Shape> inputs, Shape output) {
    long elements = output.elements();
    if (layer instanceof Layer.Convolution || layer instanceof Layer.Dense) {
      // A bias is one addition an output.
      return layer.parameters() > layer.weightCount() ? elements : 0;
    }
    if (layer instanceof Layer.MaxPool pool) {
      return elements * (area(pool.window()) - 1);
    }
    if (layer instanceof Layer.AveragePool pool) {
      // One addition fewer than elements, and a division.
      return elements * area(pool.window());
    }
    if (layer instanceof Layer.AdaptiveAveragePool pool) {
      Shape in = inputs.get(0);
      return in.channels() * binned(in.height(), pool.height()) * binned(in.width(), pool.width());
    }
    if (layer instanceof Layer.BatchNormalization) {
      return 2 * elements;
    }
    if (layer instanceof Layer.LocalResponseNormalization normalization) {
      // A square, size - 1 additions, then factor, offset, power and division.
      return elements * (normalization.size() + 4L);
    }
    if (layer instanceof Layer.Activation activation) {
      return elements * perElement(activation.function());
    }
    if (layer instanceof Layer.Add) {
      return elements * (inputs.size() - 1L);
    }
    if (layer instanceof Layer.Multiply) {
      return elements;
    }
    if (layer instanceof Layer.Softmax) {
      return softmax(elements);
    }
    if (layer instanceof LayerNormalization) {
      // Mean, difference, square, variance, division, gamma, beta.
      return 7 * elements;
    }
    if (layer instanceof ChannelScale || layer instanceof TokenEmbedding) {
      return elements;
    }
    if (layer instanceof AttentionWeights attention) {
      return attended(attention, inputs.get(0), elements);
    }
    // Attention sums are multiply-accumulates only.
    if (layer instanceof Layer.Input
        || layer instanceof Layer.Concat
        || layer instanceof Layer.ChannelShuffle
        || layer instanceof Layer.Flatten
        || layer instanceof FirstToken
        || layer instanceof AttentionSum
        || layer instanceof Pad
        || layer instanceof SpaceToDepth) {
      return 0;
    }
    throw new IllegalStateException("operations of " + layer + " are not counted yet");
  }

  /** Scaled queries, or queries and keys normalized; biases; a softmax per position and head. */
  private static long attended(AttentionWeights layer, Shape in, long scores) {
    long rows = scores / layer.window().positions();
    long softmaxes = rows * softmax(layer.window().positions());
    return switch (layer.score()) {
      case DOT_PRODUCT -> in.elements() / 2 + softmaxes;
      case DOT_PRODUCT_AND_BIAS -> in.elements() / 2 + scores + softmaxes;
      // An offset; square, sum, division of queries and keys; a temperature and a bias.
      case COSINE -> in.elements() / 2 + 3 * in.elements() + 2 * scores + softmaxes;
    };
  }

  /** Maximum, difference, exponential, sum, division. */
  private static long softmax(long elements) {
    return 5 * elements - 2;
  }

  private static long perElement(Layer.Function function) {
    return switch (function) {
      case RELU, SIGN -> 1;
      case RELU6 -> 2;
      case SIGMOID, HARD_SIGMOID -> 4;
      case SILU, HARD_SWISH, GELU -> 5;
    };
  }

  private static long area(Window window) {
    return (long) window.kernelHeight() * window.kernelWidth();
  }

  /** Elements that {@code bins} adaptive bins read of {@code size} along one axis. */
  private static long binned(long size, int bins) {
    long elements = 0;
    for (long bin = 0; bin < bins; bin++) {
      elements += ((bin + 1) * size + bins - 1) / bins - bin * size / bins;
    }
    return elements;
  }
}
