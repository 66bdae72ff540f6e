package org.greensweep.network;

import java.util.List;

/**
 * {@code scale * (x - mean) / sqrt(variance + epsilon) + bias} with statistics of each run of
 * {@code size} neighbouring elements; without centring, {@code scale * x / sqrt(mean of squares +
 * epsilon)}. Layer normalization over trailing axes, instance and group normalization are of this
 * form; element {@code i} has scale and bias number {@code i / inner % channels}.
 *
 * @param source the input and output, with every axis
 * @param size elements that share their statistics
 * @param channels scales, and as many biases if {@code bias}
 */
public record Standardization(
    Shape source, int size, int channels, int inner, double epsilon, boolean centred, boolean bias)
    implements Layer {
  public Standardization {
    Check.positive("size", size);
    Check.positive("channels", channels);
    Check.positive("inner extent", inner);
    if (source.elements() % size != 0) {
      throw new UserError("normalization over " + size + " elements does not divide " + source);
    }
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Inputs.elements("normalization", inputs, List.of(source));
    return source.withoutBatch();
  }

  @Override
  public long parameters() {
    return bias ? 2L * channels : channels;
  }
}
