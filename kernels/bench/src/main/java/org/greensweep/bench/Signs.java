package org.greensweep.bench;

/** Work whose answer is compared by its signs, which take no part in it. */
record Signs(Work work) implements Work {
  @Override
  public void run() {
    work.run();
  }

  @Override
  public float[] answer() {
    return Subject.BinaryConvolution.signs(work.answer());
  }

  @Override
  public void close() {
    work.close();
  }
}
