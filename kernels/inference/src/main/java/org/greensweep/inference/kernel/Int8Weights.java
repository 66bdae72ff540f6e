package org.greensweep.inference.kernel;

/**
 * Weights in int8 from -127 to 127, symmetric, one scale per output channel. Arrays are shared, not
 * copied: treat them as read-only.
 */
@SuppressWarnings("ArrayRecordComponent") // plain tables, never compared
public record Int8Weights(byte[] values, float[] scales) {
  private static final int HIGHEST = 127;

  /** Quantizes {@code outputChannels} rows of equal length, each to its own largest magnitude. */
  public static Int8Weights of(float[] weights, int outputChannels) {
    int length = weights.length / outputChannels;
    byte[] values = new byte[weights.length];
    float[] scales = new float[outputChannels];
    for (int channel = 0; channel < outputChannels; channel++) {
      float largest = 0;
      for (int i = channel * length; i < (channel + 1) * length; i++) {
        largest = Math.max(largest, Math.abs(weights[i]));
      }
      float scale = largest / HIGHEST;
      scales[channel] = scale >= Float.MIN_NORMAL ? scale : 1;
      for (int i = channel * length; i < (channel + 1) * length; i++) {
        float level = (float) Math.rint(weights[i] / scales[channel]);
        values[i] = (byte) Math.min(Math.max(level, -HIGHEST), HIGHEST);
      }
    }
    return new Int8Weights(values, scales);
  }
}
