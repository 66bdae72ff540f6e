package org.greensweep.network.quantization;

import org.greensweep.network.NumberFormat;

/**
 * Codes of 1, 2, 4 or 8 bits side by side in bytes, the first in the lowest bits: the stored form
 * whose size a model has. Codes are two's complement, but -1 and +1 of the binary format are the
 * bits 0 and 1.
 */
public final class BitPacking {
  private BitPacking() {}

  public static byte[] pack(NumberFormat format, byte[] codes) {
    int bits = bits(format);
    int perByte = Byte.SIZE / bits;
    byte[] packed = new byte[(codes.length + perByte - 1) / perByte];
    int mask = (1 << bits) - 1;
    for (int i = 0; i < codes.length; i++) {
      int code = format == NumberFormat.BINARY ? (codes[i] + 1) / 2 : codes[i] & mask;
      packed[i / perByte] |= (byte) (code << (i % perByte * bits));
    }
    return packed;
  }

  /** The first {@code length} codes of {@code packed}. */
  public static byte[] unpack(NumberFormat format, byte[] packed, int length) {
    int bits = bits(format);
    int perByte = Byte.SIZE / bits;
    byte[] codes = new byte[length];
    for (int i = 0; i < length; i++) {
      int shifted = packed[i / perByte] >> (i % perByte * bits);
      int unused = Integer.SIZE - bits;
      codes[i] =
          (byte)
              (format == NumberFormat.BINARY ? 2 * (shifted & 1) - 1 : shifted << unused >> unused);
    }
    return codes;
  }

  private static int bits(NumberFormat format) {
    if (format.isFloat()) {
      throw new IllegalArgumentException(format.id() + " has no codes");
    }
    return format.bits();
  }
}
