package org.greensweep.inference.kernel;

import java.util.ArrayList;
import java.util.List;
import org.greensweep.network.Layer.Function;
import org.jspecify.annotations.Nullable;

/**
 * The codes of a function of a value as steps: where each bound is passed the code changes. Few
 * codes make few steps, even of a function that falls to a minimum before it rises, so that a layer
 * leaves them without the function being computed. Bounds are found by bisection over the floats.
 */
public final class CodeSteps {
  /** Steps up four codes, and one down before them. */
  public static final int MOST = 4;

  /** Here and below, every function is as good as zero. */
  private static final float FAR = -128;

  private final List<Float> bounds = new ArrayList<>();
  private final List<Byte> codes = new ArrayList<>();
  private final @Nullable Function function;
  private final Quantization output;

  private CodeSteps(@Nullable Function function, Quantization output) {
    this.function = function;
    this.output = output;
  }

  /** The codes of the value itself; null where there are too many. */
  public static @Nullable CodeSteps of(Quantization output) {
    if (output.highest() - output.lowest() > MOST) {
      return null;
    }
    CodeSteps steps = new CodeSteps(null, output);
    steps.codes.add((byte) output.lowest());
    steps.rise(Float.NEGATIVE_INFINITY, output.lowest());
    return steps;
  }

  /**
   * The codes of {@code function}; null where it makes too many steps or is none that comes from
   * zero, falls to one minimum, and rises from there.
   */
  public static @Nullable CodeSteps of(Function function, Quantization output) {
    float minimum =
        switch (function) {
          case HARD_SWISH -> -1.5f;
          case SILU -> -1.2784645f;
          case GELU -> -0.75179166f;
          default -> Float.NaN;
        };
    if (Float.isNaN(minimum) || output.highest() - output.lowest() > MOST) {
      return null;
    }
    CodeSteps steps = new CodeSteps(function, output);
    int start = steps.compute(FAR);
    int least = steps.compute(minimum);
    steps.codes.add((byte) start);
    for (int code = start - 1; code >= least; code--) {
      int above = code;
      steps.add(FAR, minimum, code, value -> steps.compute(value) > above);
    }
    steps.rise(minimum, least);
    return steps.bounds.size() <= MOST ? steps : null;
  }

  /** Steps up from the code {@code least} at {@code from} to the highest. */
  private void rise(float from, int least) {
    for (int code = least + 1; code <= output.highest(); code++) {
      int reached = code;
      add(from, Float.MAX_VALUE, code, value -> compute(value) < reached);
    }
  }

  private interface Before {
    boolean test(float value);
  }

  /** Adds a step to {@code code} behind the last value from {@code low} on that lies before it. */
  private void add(float low, float high, int code, Before before) {
    if (!before.test(low)) {
      throw new IllegalStateException(function + " is not " + code + " behind " + low);
    }
    long last = key(low);
    long behind = key(high) + 1;
    while (behind - last > 1) {
      long middle = Math.floorDiv(last + behind, 2);
      if (before.test(value(middle))) {
        last = middle;
      } else {
        behind = middle;
      }
    }
    bounds.add(value(last));
    codes.add((byte) code);
  }

  /** Integers in the order of the floats. */
  private static long key(float value) {
    int bits = Float.floatToRawIntBits(value);
    return bits >= 0 ? bits : Integer.MIN_VALUE - (long) bits;
  }

  private static float value(long key) {
    return Float.intBitsToFloat((int) (key >= 0 ? key : Integer.MIN_VALUE - key));
  }

  private int compute(float value) {
    if (function == null) {
      return output.quantize(value);
    }
    float[] result = new float[1];
    Gates.apply(function, new float[] {value}, result, 0, 1);
    return output.quantize(result[0]);
  }

  /** How often the code changes. */
  public int count() {
    return bounds.size();
  }

  /** The greatest value before step {@code step}. */
  public float bound(int step) {
    return bounds.get(step);
  }

  /** The code behind {@code steps} steps. */
  public byte codeBehind(int steps) {
    return codes.get(steps);
  }

  /** The code of the function of {@code value}. */
  public byte code(float value) {
    int passed = 0;
    while (passed < bounds.size() && value > bounds.get(passed)) {
      passed++;
    }
    return codes.get(passed);
  }
}
