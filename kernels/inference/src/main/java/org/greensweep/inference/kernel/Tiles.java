package org.greensweep.inference.kernel;

/** Cuts work into tiles of equal length, so that threads can share it. */
public record Tiles(int length, int tileLength) {
  public static Tiles of(int length, int tileLength) {
    return new Tiles(length, Math.max(1, Math.min(tileLength, length)));
  }

  public int count() {
    return (length + tileLength - 1) / tileLength;
  }

  public int from(int tile) {
    return tile * tileLength;
  }

  public int to(int tile) {
    return Math.min(length, (tile + 1) * tileLength);
  }
}
