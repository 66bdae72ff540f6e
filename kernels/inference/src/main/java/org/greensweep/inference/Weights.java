package org.greensweep.inference;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.greensweep.network.Layer;
import org.greensweep.network.NumberFormat;
import org.greensweep.network.parameters.Affine;
import org.greensweep.network.parameters.Model;
import org.greensweep.network.parameters.Role;
import org.greensweep.network.quantization.BFloat16;
import org.greensweep.network.quantization.Half;
import org.greensweep.network.quantization.QuantizedWeights;

/**
 * Weights and bias of a convolution or dense layer as kernels take them.
 *
 * @param values {@code outputChannels x kernelHeight x kernelWidth x inputChannels/groups}
 * @param bias one per output channel; zeros where the layer has none
 */
@SuppressWarnings("ArrayRecordComponent") // plain tables, never compared
record Weights(float[] values, float[] bias) {

  static Weights of(Model model, int node) {
    Layer layer = model.network().nodes().get(node).layer();
    float[] values = model.parameters().values(node, Role.WEIGHTS);
    if (layer instanceof Layer.Convolution convolution) {
      int taps = convolution.window().kernelHeight() * convolution.window().kernelWidth();
      float[] channelsLast =
          channelsInnermost(values, convolution.inputChannels() / convolution.groups(), taps);
      return new Weights(
          channelsLast,
          convolution.bias()
              ? model.parameters().values(node, Role.BIAS)
              : new float[convolution.outputChannels()]);
    }
    Layer.Dense dense = (Layer.Dense) layer;
    return new Weights(
        values,
        dense.bias()
            ? model.parameters().values(node, Role.BIAS)
            : new float[dense.outputFeatures()]);
  }

  /** From {@code outputs x channels x taps} to {@code outputs x taps x channels}. */
  private static float[] channelsInnermost(float[] values, int channels, int taps) {
    if (taps == 1 || channels == 1) {
      return values;
    }
    float[] moved = new float[values.length];
    int length = channels * taps;
    rows(
        values.length / length,
        row -> channelsInnermost(values, row * length, channels, taps, moved));
    return moved;
  }

  private static void channelsInnermost(
      float[] values, int row, int channels, int taps, float[] moved) {
    for (int tap = 0; tap < taps; tap++) {
      for (int channel = 0; channel < channels; channel++) {
        moved[row + tap * channels + channel] = values[row + channel * taps + tap];
      }
    }
  }

  /**
   * Makes each row on one of all processors. A row is a call of its own, so that a JVM that has
   * just started compiles it early.
   */
  private static void rows(int count, IntConsumer row) {
    IntStream.range(0, count).parallel().forEach(row);
  }

  /** The mean magnitude of each of {@code outputs} rows (Rastegari 2016, equation 6). */
  float[] meanMagnitudes() {
    int length = values.length / bias.length;
    float[] means = new float[bias.length];
    for (int output = 0; output < means.length; output++) {
      double sum = 0;
      for (int i = 0; i < length; i++) {
        sum += Math.abs(values[output * length + i]);
      }
      means[output] = (float) (sum / length);
    }
    return means;
  }

  /**
   * The weights as {@code format} can hold them, quantized per output channel; biases as they are.
   */
  Weights in(NumberFormat format) {
    return switch (format) {
      case FP32 -> this;
      case FP16 -> new Weights(rounded(Half::round), bias);
      case BF16 -> new Weights(rounded(BFloat16::round), bias);
      case INT8, INT4, INT2, INT2_UNIFORM, TERNARY, BINARY ->
          new Weights(QuantizedWeights.of(format, values, bias.length).dequantized(), bias);
    };
  }

  private float[] rounded(FloatFunction rounding) {
    float[] rounded = new float[values.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = rounding.apply(values[i]);
    }
    return rounded;
  }

  /** The same layer with an affine map of its outputs folded in. */
  Weights then(Affine affine) {
    float[] scaled = new float[values.length];
    float[] shifted = new float[bias.length];
    int length = values.length / bias.length;
    rows(
        bias.length,
        output -> {
          float scale = affine.scale()[output];
          scale(values, output * length, length, scale, scaled);
          shifted[output] = bias[output] * scale + affine.shift()[output];
        });
    return new Weights(scaled, shifted);
  }

  private static void scale(float[] values, int from, int length, float scale, float[] scaled) {
    for (int i = from; i < from + length; i++) {
      scaled[i] = values[i] * scale;
    }
  }
}
