package org.greensweep.bench;

import org.greensweep.network.UserError;

/**
 * An engine at a precision, on so many threads of one kind of JVM; each runs in a process of its
 * own, so that none compiles its code after another's habits.
 *
 * <p>Written {@code java/fp32/1/newest}.
 *
 * @param jvm which JVM runs it; a native engine hardly notices
 */
record Contestant(Engine engine, String precision, int threads, Jvm jvm) {

  /** Which of the machine's JDKs. */
  enum Jvm {
    NEWEST,
    OLDEST
  }

  static Contestant of(Engine engine, String precision) {
    return new Contestant(engine, precision, 1, Jvm.NEWEST);
  }

  Contestant withThreads(int count) {
    return new Contestant(engine, precision, count, jvm);
  }

  Contestant on(Jvm other) {
    return new Contestant(engine, precision, threads, other);
  }

  static Contestant parse(String text) {
    String[] parts = text.split("/");
    if (parts.length != 4) {
      throw new UserError("A contestant is ENGINE/PRECISION/THREADS/JVM, not " + text);
    }
    return new Contestant(
        Engine.parse(parts[0]), parts[1], Integer.parseInt(parts[2]), Jvm.valueOf(parts[3]));
  }

  @Override
  public String toString() {
    return engine + "/" + precision + "/" + threads + "/" + jvm;
  }
}
