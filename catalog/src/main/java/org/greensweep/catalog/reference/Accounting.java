package org.greensweep.catalog.reference;

import java.util.Locale;

/** Whose electricity a grid intensity is about. */
public enum Accounting {
  /** The grid where the device is. */
  LOCATION,
  /** What was bought on paper. */
  MARKET;

  /** The word in data files and tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
