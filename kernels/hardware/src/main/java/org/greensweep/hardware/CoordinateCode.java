package org.greensweep.hardware;

/**
 * Each non-zero value with its place in a block of {@code 2^indexBits} values, and how many a block
 * has: compressed sparse columns, of blocks.
 */
public record CoordinateCode(int valueBits, int indexBits) implements SparseCode {
  public CoordinateCode {
    Check.width("Coordinate code: value", valueBits);
    Check.positive("Coordinate code: index bits", indexBits);
    Check.width("Coordinate code: index", 4 * indexBits);
  }

  private int block() {
    return 1 << indexBits;
  }

  /** A count from 0 to the size of a block. */
  private int countBits() {
    return indexBits + 1;
  }

  @Override
  public long encodedBits(int[] values) {
    long bits = (long) (values.length + block() - 1) / block() * countBits();
    for (int value : values) {
      bits += value == 0 ? 0 : valueBits + indexBits;
    }
    return bits;
  }

  @Override
  public double expectedBits(double density) {
    Check.fraction("density", density);
    return density * (valueBits + indexBits) + (double) countBits() / block();
  }
}
