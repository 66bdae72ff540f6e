package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.LANES;

import jdk.incubator.vector.FloatVector;
import org.greensweep.inference.kernel.Clamp;

/**
 * Has the innermost loops compiled before any other vector code runs. C2 of JDK 17 does so well
 * only in a young JVM: later, in more than half of all runs, it keeps one row of a tile's sums as
 * objects, and the tile is four to ten times slower for the rest of the JVM's life. JDK 25 never
 * did so.
 */
final class EarlyCompilation {
  /** Whether C2 unrolls loops over vectors and compiles them well at any time. */
  static final boolean UNNEEDED = Runtime.version().feature() >= 25;

  /**
   * C2 takes a method with a loop after 600 calls and 15,000 rounds; after so many it is done, even
   * where it is busy with others first. A compiled call takes 0.2 us.
   */
  private static final int CALLS = 20_000;

  /** The least at which those calls have so many rounds: interpreted, each takes long. */
  private static final int DEPTH = 48;

  private static boolean done;

  private EarlyCompilation() {}

  /** Once a JVM. */
  static synchronized void run() {
    boolean emulated = Species.FLOATS.length() > FloatVector.SPECIES_PREFERRED.length();
    if (UNNEEDED || emulated || done) {
      return;
    }
    // In this order: in one JVM of eight, 1-bit tiles compile badly after the other.
    bits();
    floats();
    done = true;
  }

  private static void floats() {
    float[] a = new float[FloatTile.ROWS * DEPTH];
    float[] b = new float[DEPTH * FloatTile.WIDTH];
    float[] c = new float[FloatTile.ROWS * FloatTile.WIDTH];
    float[] zeros = FloatTile.ZEROS;
    // Half of them without a clamp, which is a method of its own.
    for (int i = 0; i < 2 * CALLS; i++) {
      int rows = i % 2 == 0 ? FloatTile.ROWS : FloatTile.rows(1 + i / 2 % 4);
      Clamp clamp = i / 8 % 2 == 0 ? Clamp.NONE : Clamp.RELU;
      int depth = DEPTH - i / 2 % 2;
      FloatTile.multiply(
          depth, a, 0, DEPTH, rows, b, 0, zeros, 0, 0, zeros, 0, 0, clamp, c, 0, FloatTile.WIDTH);
    }
  }

  private static void bits() {
    int rows = 2;
    int[] bits = new int[rows * DEPTH];
    int[] weights = new int[DEPTH * LANES];
    int[] dots = new int[rows * LANES];
    for (int i = 0; i < CALLS; i++) {
      XnorTile.subtract(rows, DEPTH, bits, 0, DEPTH, weights, 0, dots, 0, LANES);
    }
  }
}
