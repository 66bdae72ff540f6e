package org.greensweep.inference.kernel;

/** Working memory of one thread: grows to what its kernels ask for and is then reused. */
public final class Scratch {
  private float[] floats = new float[0];
  private float[] tile = new float[0];
  private int[] ints = new int[0];
  private int[] sums = new int[0];
  private long[] longs = new long[0];
  private short[] shorts = new short[0];
  private byte[] bytes = new byte[0];

  public float[] floats(int length) {
    if (floats.length < length) {
      floats = new float[length];
    }
    return floats;
  }

  /** A second float array, apart from {@link #floats}. */
  public float[] tile(int length) {
    if (tile.length < length) {
      tile = new float[length];
    }
    return tile;
  }

  public int[] ints(int length) {
    if (ints.length < length) {
      ints = new int[length];
    }
    return ints;
  }

  /** A second int array, apart from {@link #ints}. */
  public int[] sums(int length) {
    if (sums.length < length) {
      sums = new int[length];
    }
    return sums;
  }

  public long[] longs(int length) {
    if (longs.length < length) {
      longs = new long[length];
    }
    return longs;
  }

  public short[] shorts(int length) {
    if (shorts.length < length) {
      shorts = new short[length];
    }
    return shorts;
  }

  public byte[] bytes(int length) {
    if (bytes.length < length) {
      bytes = new byte[length];
    }
    return bytes;
  }
}
