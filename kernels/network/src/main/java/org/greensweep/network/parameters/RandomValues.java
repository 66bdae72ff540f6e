package org.greensweep.network.parameters;

import java.util.stream.IntStream;

/**
 * A fast stream of uniform floats that a seed determines on every JVM (SplitMix64, Steele 2014):
 * sixty million weights take a fraction of a second.
 */
public final class RandomValues {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final float UNIT = 0x1p-24f;

  /** Values that one processor makes at a time. */
  private static final int BLOCK = 1 << 16;

  private long state;

  /** The stream {@code index} of {@code seed}; streams of different indices are unrelated. */
  public RandomValues(long seed, long index) {
    state = mix(seed + GOLDEN_GAMMA * (index + 1));
  }

  /** Uniform from {@code low} up to {@code high}. */
  public float uniform(float low, float high) {
    state += GOLDEN_GAMMA;
    return low + (high - low) * ((mix(state) >>> 40) * UNIT);
  }

  /** The next {@code length} values; on all processors, since each follows from its place alone. */
  public float[] uniform(int length, float low, float high) {
    float[] values = new float[length];
    long start = state;
    IntStream.range(0, (length + BLOCK - 1) / BLOCK)
        .parallel()
        .forEach(block -> fill(values, block * BLOCK, start, low, high));
    state += GOLDEN_GAMMA * length;
    return values;
  }

  private static void fill(float[] values, int from, long start, float low, float high) {
    int to = Math.min(from + BLOCK, values.length);
    long at = start + GOLDEN_GAMMA * from;
    for (int i = from; i < to; i++) {
      at += GOLDEN_GAMMA;
      values[i] = low + (high - low) * ((mix(at) >>> 40) * UNIT);
    }
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
