package org.greensweep.network;

import java.util.List;
import java.util.stream.IntStream;

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
    if (layer instanceof PerPatch each) {
      List<Shape> ofOne = inputs.stream().map(each::ofOne).toList();
      return Math.multiplyExact((long) each.patches(), of(each.layer(), ofOne, each.ofOne(output)));
    }
    long elements = output.elements();
    if (layer instanceof Layer.Convolution
        || layer instanceof Layer.Dense
        || layer instanceof TransposedConvolution) {
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
    if (layer instanceof LocalResponseNormalization normalization) {
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
    if (layer instanceof Softmax softmax) {
      long sums = elements / softmax.source().extents().get(1);
      return sums * softmax(softmax.source().extents().get(1)) + (softmax.logarithm() ? sums : 0);
    }
    if (layer instanceof LayerNormalization) {
      // Mean, difference, square, variance, division, gamma, beta.
      return 7 * elements;
    }
    if (layer instanceof L2Normalization) {
      // Square, sum, division; one root and one comparison.
      return 3 * elements + 1;
    }
    if (layer instanceof PatchMean mean) {
      return elements * mean.patches();
    }
    if (layer instanceof PatchSelection) {
      // Each score is compared with the least of the best so far.
      return inputs.get(1).elements();
    }
    if (layer instanceof ChannelScale || layer instanceof TokenEmbedding) {
      return elements;
    }
    if (layer instanceof AttentionWeights attention) {
      return attended(attention, inputs.get(0), elements);
    }
    return ofTensor(layer, elements);
  }

  /** Operations of the general tensor operators. */
  private static long ofTensor(Layer layer, long elements) {
    if (layer instanceof Elementwise elementwise) {
      return elements * perElement(elementwise.operation());
    }
    if (layer instanceof Reduce reduce) {
      return perReduced(reduce.operation(), reduce.source().elements(), elements);
    }
    if (layer instanceof Standardization normalization) {
      // Mean, difference, square, variance, division, gamma, beta.
      return elements * (5L - (normalization.centred() ? 0 : 2) + (normalization.bias() ? 2 : 1));
    }
    if (layer instanceof TopK top) {
      // A comparison per element and level of a heap of the best.
      return top.source().elements() * (Integer.SIZE - Integer.numberOfLeadingZeros(top.count()));
    }
    if (layer instanceof Resize resize) {
      return resize.mode() == Resize.Mode.NEAREST ? 0 : interpolated(resize, elements);
    }
    // Attention sums and matrix products are multiply-accumulates only.
    if (layer instanceof Layer.Input
        || layer instanceof Layer.Concat
        || layer instanceof ChannelShuffle
        || layer instanceof Flatten
        || layer instanceof FirstToken
        || layer instanceof AttentionSum
        || layer instanceof MatrixProduct
        || layer instanceof Constant
        || layer instanceof Gather
        || layer instanceof Join
        || layer instanceof PadAxes
        || layer instanceof Rearrange
        || layer instanceof Reshape
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
      case RELU,
          SIGN,
          TANH,
          ERF,
          EXP,
          LOG,
          SQRT,
          RECIPROCAL,
          ABSOLUTE,
          NEGATE,
          FLOOR,
          CEILING,
          ROUND,
          TRUNCATE,
          SIGNUM,
          SINE,
          COSINE,
          NOT,
          IS_NOT_ZERO,
          THRESHOLDED_RELU ->
          1;
      case RELU6, CLIP, LEAKY_RELU -> 2;
      case SOFTPLUS, SOFTSIGN -> 3;
      case SIGMOID, HARD_SIGMOID, CLAMPED_LINE, ELU, SELU -> 4;
      case SILU, HARD_SWISH, GELU, MISH, CELU -> 5;
      case GELU_TANH -> 8;
    };
  }

  private static int perElement(Elementwise.Operation operation) {
    return switch (operation) {
      case QUANTIZE -> 3;
      case DEQUANTIZE, PARAMETRIC_RELU -> 2;
      default -> 1;
    };
  }

  private static long perReduced(Reduce.Operation operation, long read, long written) {
    return switch (operation) {
      case SUM, MAXIMUM, MINIMUM, PRODUCT -> read - written;
      case MEAN, LOG_SUM -> read;
      case L1, SUM_OF_SQUARES -> 2 * read - written;
      case L2 -> 2 * read;
      // Maximum, difference, exponential, sum, logarithm.
      case LOG_SUM_EXP -> 4 * read;
    };
  }

  /** A difference, a product and a sum per element and axis that changes. */
  private static long interpolated(Resize resize, long elements) {
    long axes =
        IntStream.range(0, resize.source().rank())
            .filter(
                axis ->
                    !resize
                        .source()
                        .extents()
                        .get(axis)
                        .equals(resize.result().extents().get(axis)))
            .count();
    return 3 * axes * elements;
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
