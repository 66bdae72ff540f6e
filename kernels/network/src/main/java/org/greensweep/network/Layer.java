package org.greensweep.network;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** One operator of a network: a value without weights and without a place in a graph. */
public sealed interface Layer extends Serializable
    permits Layer.Input,
        Layer.Convolution,
        Layer.Dense,
        Layer.MaxPool,
        Layer.AveragePool,
        Layer.AdaptiveAveragePool,
        Layer.BatchNormalization,
        LocalResponseNormalization,
        Layer.Activation,
        Layer.Add,
        Layer.Multiply,
        Layer.Concat,
        Flatten,
        ChannelShuffle,
        Softmax,
        LayerNormalization,
        ChannelScale,
        TokenEmbedding,
        FirstToken,
        AttentionWeights,
        AttentionSum,
        Pad,
        SpaceToDepth,
        Constant,
        Elementwise,
        Gather,
        Join,
        MatrixProduct,
        PadAxes,
        Rearrange,
        Reduce,
        Reshape,
        Resize,
        Standardization,
        TopK,
        TransposedConvolution,
        PerPatch,
        PatchSelection,
        PatchMean,
        L2Normalization {

  /**
   * Shape of the output for these inputs; a {@link UserError} says what does not fit and what
   * would.
   */
  Shape output(List<Shape> inputs);

  /**
   * Trainable values: weights, biases, and gamma and beta of batch norms; running statistics are
   * not counted.
   */
  default long parameters() {
    return 0;
  }

  /** Values of the weight tensor, without biases: convolutions and dense layers only. */
  default long weightCount() {
    return 0;
  }

  /** What the architecture itself says of the weights. */
  default WeightKind weightKind() {
    return WeightKind.REAL;
  }

  /** Multiply-accumulates of one inference: convolutions, dense layers and attention only. */
  default long multiplyAccumulates(Shape output) {
    return 0;
  }

  /** The layer as it works on one map: itself, or what a {@link PerPatch} repeats. */
  default Layer single() {
    return this;
  }

  /** How many maps {@link #single} works on, with the same weights, in one inference. */
  default int repetitions() {
    return 1;
  }

  /**
   * What the weights of a layer may be by the architecture's own definition, before any precision
   * plan.
   */
  enum WeightKind {
    REAL,
    /** Weights are -1 or +1, and so are the inputs where a {@link Function#SIGN} comes before. */
    BINARY
  }

  record Input(Shape shape) implements Layer {
    @Override
    public Shape output(List<Shape> inputs) {
      Inputs.count("input", inputs, 0);
      return shape;
    }
  }

  /**
   * Cross-correlation with {@code outputChannels x inputChannels/groups x kernelHeight x
   * kernelWidth} weights; depthwise when {@code groups == inputChannels}. Padding holds {@code
   * padValue}: 0, or -1 or +1 before binary weights.
   */
  record Convolution(
      int inputChannels,
      int outputChannels,
      int groups,
      Window window,
      boolean bias,
      WeightKind weights,
      int padValue)
      implements Layer {
    public Convolution {
      Check.positive("input channels", inputChannels);
      Check.positive("output channels", outputChannels);
      Check.positive("groups", groups);
      if (inputChannels % groups != 0 || outputChannels % groups != 0) {
        throw new UserError(
            "%d groups divide neither evenly: %d input and %d output channels must both be multiples"
                .formatted(groups, inputChannels, outputChannels));
      }
      if (padValue < -1 || padValue > 1) {
        throw new UserError("pad value is " + padValue + "; it must be -1, 0 or 1");
      }
    }

    /** A real-valued convolution without groups and without bias. */
    public static Convolution of(int inputChannels, int outputChannels, Window window) {
      return new Convolution(inputChannels, outputChannels, 1, window, false, WeightKind.REAL, 0);
    }

    public Convolution withBias() {
      return new Convolution(
          inputChannels, outputChannels, groups, window, true, weights, padValue);
    }

    public Convolution withGroups(int count) {
      return new Convolution(inputChannels, outputChannels, count, window, bias, weights, padValue);
    }

    /** The same convolution with binary weights whose padding holds {@code value}. */
    public Convolution binary(int value) {
      return new Convolution(
          inputChannels, outputChannels, groups, window, bias, WeightKind.BINARY, value);
    }

    @Override
    public Shape output(List<Shape> inputs) {
      Shape in = Inputs.one("convolution", inputs);
      if (in.channels() != inputChannels) {
        throw new UserError(
            "convolution takes " + inputChannels + " input channels but is given " + in);
      }
      return Shape.of(
          outputChannels,
          window.outputHeight(in.height(), false),
          window.outputWidth(in.width(), false));
    }

    /** Whether every input channel has filters of its own. */
    public boolean isDepthwise() {
      return groups > 1 && groups == inputChannels;
    }

    @Override
    public WeightKind weightKind() {
      return weights;
    }

    @Override
    public long weightCount() {
      return (long) outputChannels
          * (inputChannels / groups)
          * window.kernelHeight()
          * window.kernelWidth();
    }

    @Override
    public long parameters() {
      return weightCount() + (bias ? outputChannels : 0);
    }

    @Override
    public long multiplyAccumulates(Shape output) {
      return Math.multiplyExact(weightCount(), (long) output.height() * output.width());
    }
  }

  /**
   * Fully connected layer over a vector, or over each row of a tensor whose last axis holds the
   * features: {@code outputFeatures x inputFeatures} weights.
   */
  record Dense(int inputFeatures, int outputFeatures, boolean bias, WeightKind weights)
      implements Layer {
    public Dense {
      Check.positive("input features", inputFeatures);
      Check.positive("output features", outputFeatures);
    }

    /** A real-valued dense layer with a bias. */
    public static Dense of(int inputFeatures, int outputFeatures) {
      return new Dense(inputFeatures, outputFeatures, true, WeightKind.REAL);
    }

    @Override
    public WeightKind weightKind() {
      return weights;
    }

    @Override
    public long weightCount() {
      return (long) inputFeatures * outputFeatures;
    }

    @Override
    public Shape output(List<Shape> inputs) {
      Shape in = Inputs.one("dense", inputs);
      List<Integer> extents = new ArrayList<>(in.extents());
      if (extents.isEmpty() || extents.set(in.rank() - 1, outputFeatures) != inputFeatures) {
        throw new UserError(
            "dense takes a vector of " + inputFeatures + " features but is given " + in);
      }
      return new Shape(extents);
    }

    @Override
    public long parameters() {
      return weightCount() + (bias ? outputFeatures : 0);
    }

    @Override
    public long multiplyAccumulates(Shape output) {
      return Math.multiplyExact(output.elements(), (long) inputFeatures);
    }
  }

  /** Maximum over a window; padding never wins. {@code ceil} rounds the output size up. */
  record MaxPool(Window window, boolean ceil) implements Layer {
    @Override
    public Shape output(List<Shape> inputs) {
      return Inputs.pooled("max pool", inputs, window, ceil);
    }
  }

  /** Mean over a window; {@code countPadding} says whether padded zeros count in the divisor. */
  record AveragePool(Window window, boolean ceil, boolean countPadding) implements Layer {
    @Override
    public Shape output(List<Shape> inputs) {
      return Inputs.pooled("average pool", inputs, window, ceil);
    }
  }

  /**
   * Mean over {@code height x width} bins that cover the map whatever its size (PyTorch's rule: bin
   * i spans floor(i*H/h) to ceil((i+1)*H/h)); 1 x 1 is the global average.
   */
  record AdaptiveAveragePool(int height, int width) implements Layer {
    public AdaptiveAveragePool {
      Check.positive("output height", height);
      Check.positive("output width", width);
    }

    @Override
    public Shape output(List<Shape> inputs) {
      return Shape.of(Inputs.map("adaptive average pool", inputs).channels(), height, width);
    }
  }

  /**
   * Per-channel {@code gamma * (x - mean) / sqrt(variance + epsilon) + beta} with stored
   * statistics.
   */
  record BatchNormalization(int channels, double epsilon) implements Layer {
    @Override
    public Shape output(List<Shape> inputs) {
      Shape in = Inputs.one("batch normalization", inputs);
      if (in.channels() != channels) {
        throw new UserError("batch normalization has " + channels + " channels but is given " + in);
      }
      return in;
    }

    @Override
    public long parameters() {
      return 2L * channels;
    }
  }

  /** Functions of one element; {@code a} and {@code b} are the activation's parameters. */
  enum Function {
    RELU,
    /** {@code min(max(x, 0), 6)}. */
    RELU6,
    /** +1 where x >= 0, else -1 (BMXNet's det_sign: zero is positive). */
    SIGN,
    /** {@code 1 / (1 + exp(-x))}. */
    SIGMOID,
    /** {@code relu6(x + 3) / 6} (Howard 2019, 5.2). */
    HARD_SIGMOID,
    /** {@code x * relu6(x + 3) / 6} (Howard 2019, 5.2). */
    HARD_SWISH,
    /** {@code x / (1 + exp(-x))}. */
    SILU,
    /** {@code x * P(X <= x)} for a standard normal X: {@code x/2 * (1 + erf(x/sqrt(2)))}. */
    GELU,
    /** {@code x/2 * (1 + tanh(sqrt(2/pi) * (x + 0.044715 x^3)))}. */
    GELU_TANH,
    /** {@code x * tanh(log(1 + exp(x)))}. */
    MISH,
    /** {@code x < 0 ? a * x : x}. */
    LEAKY_RELU,
    /** {@code x > a ? x : 0}. */
    THRESHOLDED_RELU,
    /** {@code x < 0 ? a * (exp(x) - 1) : x}. */
    ELU,
    /** {@code max(0, x) + min(0, a * (exp(x / a) - 1))}. */
    CELU,
    /** {@code b * (x > 0 ? x : a * (exp(x) - 1))}. */
    SELU,
    /** {@code max(0, min(1, a * x + b))}. */
    CLAMPED_LINE,
    /** {@code min(max(x, a), b)}. */
    CLIP,
    /** {@code log(1 + exp(x))}. */
    SOFTPLUS,
    /** {@code x / (1 + |x|)}. */
    SOFTSIGN,
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
    /** To the nearest integer, half to even. */
    ROUND,
    /** Towards zero: a number made an integer. */
    TRUNCATE,
    /** -1, 0 or +1 (ONNX Sign). */
    SIGNUM,
    SINE,
    COSINE,
    /** 1 where x is 0, else 0. */
    NOT,
    /** 0 where x is 0, else 1: a number made a boolean. */
    IS_NOT_ZERO
  }

  /** A function of every element; {@code a} and {@code b} are 0 where it has no parameters. */
  record Activation(Function function, double a, double b) implements Layer {
    public Activation(Function function) {
      this(function, 0, 0);
    }

    @Override
    public Shape output(List<Shape> inputs) {
      return Inputs.one("activation", inputs);
    }
  }

  /** Elementwise sum of equal shapes. */
  record Add() implements Layer {
    @Override
    public Shape output(List<Shape> inputs) {
      Inputs.atLeast("add", inputs, 2);
      for (Shape shape : inputs) {
        if (!shape.equals(inputs.get(0))) {
          throw new UserError("add takes equal shapes but is given " + inputs);
        }
      }
      return inputs.get(0);
    }
  }

  /**
   * Elementwise product of a map and a gate: of equal shapes, or one factor per channel (C x 1 x 1)
   * that is repeated over the map (squeeze-and-excitation, Hu 2017).
   */
  record Multiply() implements Layer {
    @Override
    public Shape output(List<Shape> inputs) {
      Inputs.count("multiply", inputs, 2);
      Shape map = inputs.get(0);
      Shape gate = inputs.get(1);
      boolean perChannel = gate.equals(Shape.of(map.channels(), 1, 1));
      if (!gate.equals(map) && !perChannel) {
        throw new UserError(
            "multiply takes equal shapes or one factor per channel but is given " + inputs);
      }
      return map;
    }
  }

  /** Concatenation along channels. */
  record Concat() implements Layer {
    @Override
    public Shape output(List<Shape> inputs) {
      Inputs.atLeast("concat", inputs, 2);
      int channels = 0;
      for (Shape shape : inputs) {
        if (shape.height() != inputs.get(0).height() || shape.width() != inputs.get(0).width()) {
          throw new UserError("concat takes maps of one height and width but is given " + inputs);
        }
        channels += shape.channels();
      }
      return Shape.of(channels, inputs.get(0).height(), inputs.get(0).width());
    }
  }
}
