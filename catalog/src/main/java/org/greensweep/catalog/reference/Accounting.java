package org.greensweep.catalog.reference;

/** Whose electricity a grid intensity is about. */
public enum Accounting {
  /** The grid where the device is. */
  LOCATION,
  /** What was bought on paper. */
  MARKET
}
