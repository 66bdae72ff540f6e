package org.greensweep.catalog.claims;

import java.util.Locale;

/** What recomputing a claim came to. */
public enum Verdict {
  /** Our figures are the published ones, within the claim's tolerance. */
  HOLDS,
  /** They are not; the result says why. */
  DIFFERS,
  /** The parts that would recompute it are not there; it does not count as holding. */
  NOT_YET;

  /** As printed and stored: 'holds', 'differs', 'not yet'. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
