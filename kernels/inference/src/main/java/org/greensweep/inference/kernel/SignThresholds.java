package org.greensweep.inference.kernel;

/**
 * The sign of what follows a 1-bit dot product as one comparison per channel: {@code +1} exactly
 * where {@code direction[channel] * dot >= least[channel]}.
 *
 * <p>Scale, shift and clamp are monotone in the dot product, each rounding included, so that the
 * sign changes at most once between the least and the greatest; where is found by bisection with
 * the floating-point definition itself. A negative scale (a negative gamma) turns the direction.
 */
@SuppressWarnings("ArrayRecordComponent") // plain tables, never compared
public record SignThresholds(int[] direction, int[] least) {

  /** The thresholds of {@code epilogue} for dot products from {@code -positions} to it. */
  public static SignThresholds of(BinaryConvolution.Epilogue epilogue, int positions) {
    int channels = epilogue.scale().length;
    int[] direction = new int[channels];
    int[] least = new int[channels];
    for (int channel = 0; channel < channels; channel++) {
      boolean atLeast = isPositive(epilogue, channel, -positions);
      boolean atMost = isPositive(epilogue, channel, positions);
      direction[channel] = atLeast && !atMost ? -1 : 1;
      if (atLeast == atMost) {
        least[channel] = atLeast ? -positions : positions + 1;
      } else {
        least[channel] = bisect(epilogue, channel, direction[channel], positions);
      }
    }
    return new SignThresholds(direction, least);
  }

  /**
   * The least multiple of {@code direction} that is positive; that of {@code -positions} is not.
   */
  private static int bisect(
      BinaryConvolution.Epilogue epilogue, int channel, int direction, int positions) {
    int negative = -positions;
    int positive = positions;
    while (positive - negative > 1) {
      int middle = (positive + negative) / 2;
      if (isPositive(epilogue, channel, direction * middle)) {
        positive = middle;
      } else {
        negative = middle;
      }
    }
    return positive;
  }

  private static boolean isPositive(BinaryConvolution.Epilogue epilogue, int channel, int dot) {
    float scaled = dot * epilogue.scale()[channel];
    return epilogue.clamp().apply(scaled + epilogue.shift()[channel]) >= 0;
  }
}
