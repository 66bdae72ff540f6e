package org.greensweep.network;

/** Argument checks that name the value, the limit and the place. */
final class Check {
  private Check() {}

  static void positive(String name, int value) {
    if (value < 1) {
      throw new UserError(name + " is " + value + "; it must be at least 1");
    }
  }

  static void notNegative(String name, int value) {
    if (value < 0) {
      throw new UserError(name + " is " + value + "; it must be at least 0");
    }
  }
}
