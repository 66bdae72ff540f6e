package org.greensweep.inference.simd;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static org.greensweep.inference.simd.Species.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * {@code exp(x)} in fp32: a power of two times the polynomial of Cephes' expf (Moshier 1989) over
 * {@code |r| <= ln(2)/2}; within 2 ulp from -87 to 88, and the value at the nearer end beyond.
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
    // ln(2) in two parts: products of n with the first are exact.
    FloatVector r = n.fma(splat(-0.693359375f), x);
    r = n.fma(splat(2.12194440e-4f), r);
    FloatVector p = r.fma(splat(1.9875691500e-4f), splat(1.3981999507e-3f));
    p = p.fma(r, splat(8.3334519073e-3f));
    p = p.fma(r, splat(4.1665795894e-2f));
    p = p.fma(r, splat(1.6666665459e-1f));
    p = p.fma(r, splat(5.0000001201e-1f));
    p = p.fma(r.mul(r), r).add(1f);
    IntVector exponent = shifted.reinterpretAsInts().lanewise(LSHL, 23).add(127 << 23);
    return p.mul(exponent.reinterpretAsFloats());
  }

  private static FloatVector splat(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }
}
