package org.greensweep.catalog.carbon;

import java.util.Locale;

/** What a grid intensity counts. Figures of different boundaries are never mixed. */
public enum Boundary {
  /** Fuel, construction and losses too, over the life of the power plants. */
  LIFECYCLE,
  /** What leaves the stacks while generating. */
  DIRECT;

  /** The word in data files and columns. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
