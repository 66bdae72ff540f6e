package org.greensweep.network;

import java.util.List;

/**
 * {@code x / (bias + alpha/size * sum of squares over size neighbouring channels)^beta} (Krizhevsky
 * 2012, 3.3).
 */
public record LocalResponseNormalization(int size, double alpha, double beta, double bias)
    implements Layer {
  @Override
  public Shape output(List<Shape> inputs) {
    return Inputs.map("local response normalization", inputs);
  }
}
