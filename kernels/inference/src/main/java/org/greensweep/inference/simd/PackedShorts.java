package org.greensweep.inference.simd;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static org.greensweep.inference.simd.Species.SHORTS;

import jdk.incubator.vector.ShortVector;

/**
 * Rows of small integers, several to a short: in 2, 4 or 8 bits, whichever holds them all. A short
 * has one column of consecutive rows, the first in its lowest bits, so that two shifts of a vector
 * give a row back.
 */
final class PackedShorts {
  private final int width;
  private final int bits;
  private final int blockWords;
  private final short[] packed;

  /**
   * @param rows of one block, each of {@code width} columns, a multiple of the lanes of {@link
   *     Species#SHORTS}
   * @param largest magnitude, at most 127
   */
  PackedShorts(int blocks, int rows, int width, int largest) {
    this.width = width;
    this.bits = largest <= 1 ? 2 : largest <= 7 ? 4 : 8;
    this.blockWords = words(rows);
    this.packed = new short[blocks * blockWords * width];
  }

  /** Shorts of a column of {@code rows} rows. */
  private int words(int rows) {
    int together = Short.SIZE / bits;
    return (rows + together - 1) / together;
  }

  /** Puts a value where there was zero. */
  void put(int block, int row, int column, int value) {
    int together = Short.SIZE / bits;
    int at = (block * blockWords + row / together) * width + column;
    packed[at] |= (short) ((value & (1 << bits) - 1) << row % together * bits);
  }

  /** Unpacks the first rows of a block from {@code at} on: {@link #unpackedLength} values. */
  void unpack(int block, int rows, short[] output, int at) {
    int step = SHORTS.length();
    int to = at;
    int first = block * blockWords;
    for (int word = first; word < first + words(rows); word++) {
      for (int left = Short.SIZE - bits; left >= 0; left -= bits, to += width) {
        for (int column = 0; column < width; column += step) {
          ShortVector.fromArray(SHORTS, packed, word * width + column)
              .lanewise(LSHL, left)
              .lanewise(ASHR, Short.SIZE - bits)
              .intoArray(output, to + column);
        }
      }
    }
  }

  /** Values of {@code rows} unpacked rows, and of those that fill up the last short. */
  int unpackedLength(int rows) {
    return words(rows) * (Short.SIZE / bits) * width;
  }
}
