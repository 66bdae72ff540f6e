package org.greensweep.inference;

import org.jspecify.annotations.Nullable;

/**
 * One tensor of a program: what it holds, when it is alive (in steps), and, once the memory plan
 * has run, the array it lives in, which other slots use before and after it.
 */
final class Slot {
  enum Storage {
    FLOATS,
    SHORTS,
    BYTES,
    WORDS
  }

  private final Storage storage;
  private final int length;
  private int lastStep = -1;
  private @Nullable Object array;

  Slot(Storage storage, int length) {
    this.storage = storage;
    this.length = length;
  }

  Storage storage() {
    return storage;
  }

  int length() {
    return length;
  }

  int lastStep() {
    return lastStep;
  }

  void aliveAt(int step) {
    lastStep = Math.max(lastStep, step);
  }

  void assign(Object memory) {
    array = memory;
  }

  float[] floats() {
    return (float[]) assigned();
  }

  short[] shorts() {
    return (short[]) assigned();
  }

  byte[] bytes() {
    return (byte[]) assigned();
  }

  long[] words() {
    return (long[]) assigned();
  }

  private Object assigned() {
    if (array == null) {
      throw new IllegalStateException("slot has no memory yet");
    }
    return array;
  }
}
