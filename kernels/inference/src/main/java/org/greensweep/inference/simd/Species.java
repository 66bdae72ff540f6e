package org.greensweep.inference.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.greensweep.inference.kernel.KernelProvider;

/**
 * The vector shapes of this JVM as constants, without which C2 does not compile vector code: fp32
 * and int32 vectors of one length, and as many bytes as they have lanes.
 */
final class Species {
  static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(bits()));
  static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, VectorShape.forBitSize(bits()));

  /** As many bits of shorts as a vector has. */
  static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(bits()));

  /** Lanes of {@link #SHORTS}. */
  static final int SHORT_LANES = SHORTS.length();

  /** As many bytes as {@link #SHORTS} has lanes. */
  static final VectorSpecies<Byte> HALF_BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(bits() / 2));

  /** As many bits of longs as a vector has. */
  static final VectorSpecies<Long> LONGS =
      VectorSpecies.of(long.class, VectorShape.forBitSize(bits()));

  /** As many ints as {@link #LONGS} has lanes. */
  static final VectorSpecies<Integer> HALF_INTS =
      VectorSpecies.of(int.class, VectorShape.forBitSize(bits() / 2));

  /** As many shorts as there are lanes. */
  static final VectorSpecies<Short> HALF_SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(bits() / 2));

  /** Lanes of {@link #FLOATS}. */
  static final int LANES = FLOATS.length();

  /** As many bytes as there are lanes; 128-bit vectors have no such shape and use the first 4. */
  static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, bits() / Integer.BYTES)));

  /** As many bits of bytes as a vector has. */
  static final VectorSpecies<Byte> WHOLE_BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(bits()));

  /**
   * Whether a comparison yields its bits as a long in one instruction: AVX-512 has registers of
   * masks, but JDK 17 takes them apart in a loop.
   */
  static final boolean MASKS_ARE_BITS = bits() == 512 && Runtime.version().feature() >= 25;

  private Species() {}

  private static int bits() {
    return Integer.getInteger(
        KernelProvider.VECTOR_BITS, FloatVector.SPECIES_PREFERRED.vectorBitSize());
  }

  /** The largest multiple of {@link #LANES} up to {@code length}. */
  static int bound(int length) {
    return length & -LANES;
  }

  static int roundUp(int length) {
    return bound(length + LANES - 1);
  }
}
