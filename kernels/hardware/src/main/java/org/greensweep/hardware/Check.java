package org.greensweep.hardware;

import org.greensweep.network.UserError;

/** Argument checks that name the value, the limit and the place. */
final class Check {
  private static final long MOST_BYTES = 1L << 50;

  private Check() {}

  static void positive(String name, long value) {
    if (value < 1) {
      throw new UserError(name + " is " + value + "; it must be at least 1");
    }
  }

  /** Capacities stay far below what overflows when counted in bits. */
  static void capacity(String name, long bytes) {
    if (bytes > MOST_BYTES) {
      throw new UserError(
          name + " is " + bytes + " bytes; it must be at most " + MOST_BYTES + " (1 PiB)");
    }
  }

  static void width(String name, int bits) {
    if (bits < 1 || bits > 128) {
      throw new UserError(name + " is " + bits + " bits; it must be 1 to 128");
    }
  }

  static void above(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new UserError(name + " is " + value + "; it must be above 0");
    }
  }

  static void notNegative(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new UserError(name + " is " + value + "; it must be a number of 0 or more");
    }
  }

  static void fraction(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new UserError(name + " is " + value + "; it must lie between 0 and 1");
    }
  }

  static void text(String name, String value) {
    if (value.isBlank()) {
      throw new UserError(name + " is empty; fill it in");
    }
  }
}
