package org.greensweep.inference.kernel;

import org.greensweep.network.LocalResponseNormalization;

/** Formulas as published, in double where a sum is long. */
public final class FloatNormalizationScalar implements FloatNormalization {
  @Override
  public void localResponse(
      LocalResponseNormalization layer,
      float[] input,
      float[] output,
      int channels,
      int from,
      int to,
      Scratch scratch) {
    // ONNX LRN: channels max(0, c - floor((size-1)/2)) to min(C-1, c + ceil((size-1)/2)).
    int before = (layer.size() - 1) / 2;
    int after = layer.size() - 1 - before;
    for (int pixel = from; pixel < to; pixel++) {
      int at = pixel * channels;
      for (int channel = 0; channel < channels; channel++) {
        double squares = 0;
        int last = Math.min(channels - 1, channel + after);
        for (int c = Math.max(0, channel - before); c <= last; c++) {
          squares += (double) input[at + c] * input[at + c];
        }
        double divisor =
            Math.pow(layer.bias() + layer.alpha() / layer.size() * squares, layer.beta());
        output[at + channel] = (float) (input[at + channel] / divisor);
      }
    }
  }

  @Override
  public void softmax(float[] input, float[] output, int length) {
    float maximum = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      maximum = Math.max(maximum, input[i]);
    }
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += Math.exp(input[i] - maximum);
    }
    for (int i = 0; i < length; i++) {
      output[i] = (float) (Math.exp(input[i] - maximum) / sum);
    }
  }

  @Override
  public void layer(
      double epsilon,
      float[] gamma,
      float[] beta,
      float[] input,
      float[] output,
      int from,
      int to) {
    int channels = gamma.length;
    for (int pixel = from; pixel < to; pixel++) {
      int at = pixel * channels;
      double sum = 0;
      for (int c = 0; c < channels; c++) {
        sum += input[at + c];
      }
      double mean = sum / channels;
      double squares = 0;
      for (int c = 0; c < channels; c++) {
        squares += (input[at + c] - mean) * (input[at + c] - mean);
      }
      double factor = 1 / Math.sqrt(squares / channels + epsilon);
      for (int c = 0; c < channels; c++) {
        output[at + c] = (float) ((input[at + c] - mean) * factor * gamma[c] + beta[c]);
      }
    }
  }
}
