package org.greensweep.inference.simd;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static org.greensweep.inference.simd.Species.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * {@code exp(x)} in fp32: a power of two times the polynomial 1 + r + ... of degree 5 whose largest
 * relative error over {@code |r| <= ln(2)/2} is least (Remez), 1.5e-7. Within 2.5e-7 of the value
 * from -10 to 10, 4.5e-7 from -87 to 88, and the value at the nearer end beyond.
 *
 * <p>Small enough that C2 always inlines it into loops, so that its vectors stay in registers.
 */
final class Exponential {
  /** 1.5 * 2^23: adding it leaves the nearest integer in the low bits. */
  private static final float MAGIC = 12582912f;

  private Exponential() {}

  static FloatVector of(FloatVector value) {
    FloatVector low = FloatVector.broadcast(FLOATS, -87f);
    FloatVector high = FloatVector.broadcast(FLOATS, 88f);
    FloatVector x = value.blend(low, value.lt(low));
    x = x.blend(high, high.lt(x));
    FloatVector shifted = x.fma(FloatVector.broadcast(FLOATS, 1.44269504f), splat(MAGIC));
    FloatVector n = shifted.sub(splat(MAGIC));
    FloatVector r = n.fma(splat(-0.69314718f), x);
    FloatVector p = r.fma(splat(0.008369158f), splat(0.04191758f));
    p = p.fma(r, splat(0.16666523f));
    p = p.fma(r, splat(0.49998994f));
    p = p.fma(r, splat(1));
    p = p.fma(r, splat(1));
    IntVector exponent = shifted.reinterpretAsInts().lanewise(LSHL, 23);
    return p.reinterpretAsInts().add(exponent).reinterpretAsFloats();
  }

  private static FloatVector splat(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }
}
