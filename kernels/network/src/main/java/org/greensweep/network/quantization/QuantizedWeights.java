package org.greensweep.network.quantization;

import java.util.stream.IntStream;
import org.greensweep.network.NumberFormat;

/**
 * Weights as small integer codes with one scale per output channel: {@code weight = level(code) *
 * scale}, symmetric about zero in every format.
 *
 * <ul>
 *   <li>int8, int4: codes from -127 to 127 and -7 to 7, the level is the code; the largest
 *       magnitude of a channel gets the largest code, others round half to even.
 *   <li>int2: codes -2 to 1 for the levels -1, -0.3, 0.3, 1; the scale is 1.5104 times the
 *       channel's root mean square and magnitudes from 0.65 of it on take the outer level (Lloyd
 *       1982, Max 1960, for normally distributed values).
 *   <li>int2-uniform: codes -2 to 1 for the levels -1, -1/3, 1/3, 1; the scale is 1.4935 times the
 *       root mean square (Max 1960, table II).
 *   <li>ternary: codes -1, 0, 1; magnitudes above 0.7 of the mean magnitude count, the scale is
 *       their mean (Li 2016, equations 5 and 6).
 *   <li>binary: codes -1, 1, zero being positive; the scale is the mean magnitude (Rastegari 2016,
 *       equation 6).
 * </ul>
 *
 * <p>Arrays are shared, not copied: treat them as read-only.
 */
@SuppressWarnings("ArrayRecordComponent") // plain tables, never compared
public record QuantizedWeights(NumberFormat format, byte[] codes, float[] scales) {
  private static final float LLOYD_MAX_OUTER = 1.5104f;
  private static final float LLOYD_MAX_INNER_LEVEL = 0.3f;
  private static final float LLOYD_MAX_THRESHOLD = 0.65f;
  private static final float UNIFORM_OUTER = 1.4935f;
  private static final float UNIFORM_THRESHOLD = 2 / 3f;
  private static final float TERNARY_THRESHOLD = 0.7f;

  /** Quantizes {@code channels} rows of equal length, each with a scale of its own. */
  public static QuantizedWeights of(NumberFormat format, float[] weights, int channels) {
    if (format.isFloat()) {
      throw new IllegalArgumentException(format.id() + " has no codes");
    }
    byte[] codes = new byte[weights.length];
    float[] scales = new float[channels];
    int length = weights.length / channels;
    IntStream.range(0, channels)
        .parallel()
        .forEach(
            channel -> {
              int from = channel * length;
              scales[channel] = scale(format, weights, from, from + length);
              for (int i = from; i < from + length; i++) {
                codes[i] = code(format, weights[i], scales[channel]);
              }
            });
    if (format == NumberFormat.TERNARY) {
      ternary(weights, codes, scales);
    }
    return new QuantizedWeights(format, codes, scales);
  }

  /** The largest code of a format of evenly spaced codes about zero. */
  public static int highest(NumberFormat format) {
    return switch (format) {
      case INT8 -> 127;
      case INT4 -> 7;
      case INT2, INT2_UNIFORM, TERNARY, BINARY -> 1;
      case FP32, FP16, BF16 -> throw new IllegalArgumentException(format.id() + " has no codes");
    };
  }

  /** What a code is worth, before its channel's scale. */
  public static float level(NumberFormat format, int code) {
    return switch (format) {
      case INT8, INT4, TERNARY, BINARY -> code;
      case INT2 ->
          code == -2 || code == 1 ? Integer.signum(code) : (2 * code + 1) * LLOYD_MAX_INNER_LEVEL;
      case INT2_UNIFORM -> (2 * code + 1) / 3f;
      case FP32, FP16, BF16 -> throw new IllegalArgumentException(format.id() + " has no codes");
    };
  }

  /** The weights that the codes stand for, each product rounded once. */
  public float[] dequantized() {
    float[] values = new float[codes.length];
    int length = codes.length / scales.length;
    for (int i = 0; i < values.length; i++) {
      values[i] = level(format, codes[i]) * scales[i / length];
    }
    return values;
  }

  /** Never 0, so that an empty or vanishing channel needs no exception: its codes are 0. */
  private static float scale(NumberFormat format, float[] weights, int from, int to) {
    double largest = 0;
    double magnitudes = 0;
    double squares = 0;
    for (int i = from; i < to; i++) {
      double magnitude = Math.abs(weights[i]);
      largest = Math.max(largest, magnitude);
      magnitudes += magnitude;
      squares += magnitude * magnitude;
    }
    double scale =
        switch (format) {
          case INT8, INT4 -> (float) largest / highest(format);
          case INT2 -> LLOYD_MAX_OUTER * Math.sqrt(squares / (to - from));
          case INT2_UNIFORM -> UNIFORM_OUTER * Math.sqrt(squares / (to - from));
          // The threshold, until the values above it are known.
          case TERNARY -> TERNARY_THRESHOLD * magnitudes / (to - from);
          case BINARY -> magnitudes / (to - from);
          case FP32, FP16, BF16 -> throw new IllegalArgumentException(format.id());
        };
    return scale >= Float.MIN_NORMAL ? (float) scale : 1;
  }

  private static byte code(NumberFormat format, float weight, float scale) {
    float magnitude = Math.abs(weight);
    boolean negative = weight < 0;
    return (byte)
        switch (format) {
          case INT8, INT4 -> {
            float level = (float) Math.rint(weight / scale);
            yield Math.min(Math.max(level, -highest(format)), highest(format));
          }
          case INT2 -> fourth(negative, magnitude >= LLOYD_MAX_THRESHOLD * scale);
          case INT2_UNIFORM -> fourth(negative, magnitude >= UNIFORM_THRESHOLD * scale);
          case TERNARY -> magnitude > scale ? (negative ? -1 : 1) : 0;
          case BINARY -> negative ? -1 : 1;
          case FP32, FP16, BF16 -> throw new IllegalArgumentException(format.id());
        };
  }

  private static int fourth(boolean negative, boolean outer) {
    return negative ? (outer ? -2 : -1) : (outer ? 1 : 0);
  }

  /** Replaces each channel's threshold by the mean magnitude of the values above it. */
  private static void ternary(float[] weights, byte[] codes, float[] scales) {
    int length = codes.length / scales.length;
    for (int channel = 0; channel < scales.length; channel++) {
      double sum = 0;
      int count = 0;
      for (int i = channel * length; i < (channel + 1) * length; i++) {
        sum += codes[i] == 0 ? 0 : Math.abs(weights[i]);
        count += codes[i] == 0 ? 0 : 1;
      }
      scales[channel] = count == 0 ? 1 : (float) (sum / count);
    }
  }
}
