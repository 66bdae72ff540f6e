package org.greensweep.jobs.measure;

import java.io.Serializable;

/**
 * Something to measure in a JVM of its own ({@link MeasuringProcess}): it travels there as an
 * object, and so does what it found.
 */
@FunctionalInterface
public interface Measurement<T extends Serializable> extends Serializable {
  /** Measures, in the JVM that it was sent to. */
  T take();
}
