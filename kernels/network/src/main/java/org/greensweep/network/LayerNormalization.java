package org.greensweep.network;

import java.util.List;

/**
 * At each position {@code gamma * (x - mean) / sqrt(variance + epsilon) + beta}, mean and variance
 * taken over that position's channels (Ba 2016).
 */
public record LayerNormalization(int channels, double epsilon) implements Layer {
  public LayerNormalization {
    Check.positive("channels", channels);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return Inputs.channels("layer normalization", inputs, channels);
  }

  @Override
  public long parameters() {
    return 2L * channels;
  }
}
