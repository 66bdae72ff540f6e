package org.greensweep.jobs.spark;

/** Is told how far a sweep has come. */
public interface Progress {
  /**
   * A stage begins.
   *
   * @param name what is done, for a person: "modelling"
   * @param unit what is counted: "layer problems"
   * @param total how many there are to do
   */
  void begin(String name, String unit, long total);

  /** How many of the stage's total are done. */
  void done(long count);

  /** The stage ended, with what there is to say about it. */
  void end(String outcome);
}
