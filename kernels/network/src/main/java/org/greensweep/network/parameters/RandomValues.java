package org.greensweep.network.parameters;

/**
 * A fast stream of uniform floats that a seed determines on every JVM (SplitMix64, Steele 2014):
 * sixty million weights take a fraction of a second.
 */
public final class RandomValues {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final float UNIT = 0x1p-24f;

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

  public float[] uniform(int length, float low, float high) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = uniform(low, high);
    }
    return values;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
