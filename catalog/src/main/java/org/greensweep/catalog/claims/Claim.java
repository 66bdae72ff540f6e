package org.greensweep.catalog.claims;

import java.util.List;
import java.util.Optional;

/**
 * A published number.
 *
 * @param id key
 * @param source who said it
 * @param statement what was said
 * @param published the figures as printed: '3.2', '92/86/99', '2-7', or words
 * @param unit their unit
 * @param kind arithmetic, reference, model or measured
 * @param tolerance how far ours may be off
 * @param method how it is recomputed
 * @param missing what is not there to recompute it; empty where all is
 */
public record Claim(
    String id,
    String source,
    String statement,
    String published,
    String unit,
    String kind,
    Tolerance tolerance,
    String method,
    Optional<String> missing) {
  /**
   * The published figures as numbers: parts of a list or the two ends of a range; empty where the
   * claim is in words.
   */
  public List<Double> publishedNumbers() {
    return Tolerance.numbers(published);
  }
}
