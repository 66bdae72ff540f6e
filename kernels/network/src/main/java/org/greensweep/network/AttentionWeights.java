package org.greensweep.network;

import java.util.List;

/**
 * How much each position attends to each position of its window, per head: the softmax of scores of
 * queries against keys (Vaswani 2017, equation 1).
 *
 * <p>The input stacks queries on keys along the channels ({@code 2 * channels x height x width});
 * head {@code h} owns channels {@code h * channels/heads} onwards of each. Output channel {@code h
 * * positions + k} is the weight that head {@code h} gives to position {@code k} of the window, row
 * by row.
 */
public record AttentionWeights(int channels, int heads, AttentionWindow window, Score score)
    implements Layer {
  /** Hidden width of the network that computes the biases of {@link Score#COSINE}. */
  public static final int BIAS_HIDDEN = 512;

  /** How a query is scored against a key. */
  public enum Score {
    /** {@code q . k / sqrt(channels / heads)}. */
    DOT_PRODUCT,
    /** As above, plus a learned bias per head and relative position (Liu 2021, equation 4). */
    DOT_PRODUCT_AND_BIAS,
    /**
     * {@code exp(min(t, ln 100)) * cos(q + offset, k) + 16 * sigmoid(b)} with a learned {@code t}
     * per head and {@code offset} per channel; {@code b} comes from two linear layers, ReLU
     * between, over the relative position {@code sign(d) * log2(1 + 8 |d| / (size - 1)) / 3} (Liu
     * 2022).
     */
    COSINE
  }

  public AttentionWeights {
    Check.positive("channels", channels);
    Check.positive("heads", heads);
    Inputs.divides("attention heads", heads, "channels", channels);
  }

  /** Relative positions of two places in the window. */
  public int offsets() {
    return (2 * window.height() - 1) * (2 * window.width() - 1);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape in = Inputs.channels("attention weights", inputs, 2 * channels);
    window.checkCovers(in);
    return Shape.of(Math.multiplyExact(heads, window.positions()), in.height(), in.width());
  }

  @Override
  public long parameters() {
    return switch (score) {
      case DOT_PRODUCT -> 0;
      case DOT_PRODUCT_AND_BIAS -> (long) offsets() * heads;
      case COSINE -> heads + channels + 3L * BIAS_HIDDEN + (long) BIAS_HIDDEN * heads;
    };
  }

  /** Queries with keys; biases do not depend on the input and are not counted. */
  @Override
  public long multiplyAccumulates(Shape output) {
    long positions = (long) output.height() * output.width();
    return Math.multiplyExact((long) channels * window.positions(), positions);
  }
}
