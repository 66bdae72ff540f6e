package org.greensweep.bench;

/** A subject that an engine has made ready: weights packed, input in place. */
interface Work extends AutoCloseable {
  /** Does it once; the same every time. */
  void run();

  /** What {@link #run} left, in the order that the subject defines. */
  float[] answer();

  @Override
  default void close() {}
}
