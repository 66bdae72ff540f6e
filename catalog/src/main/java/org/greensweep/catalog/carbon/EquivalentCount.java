package org.greensweep.catalog.carbon;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A mass of CO2e said as a number of things people know. */
public record EquivalentCount(Equivalent equivalent, double count) {
  private static final double READABLE_FROM = 1;
  private static final double READABLE_TO = 1000;
  private static final int DIGITS = 2;

  /**
   * The most readable among the headline equivalents: a count from 1 to 1000 where there is one,
   * else the count nearest to that range; of several the smallest count, then the id. Empty for a
   * mass of zero, which equals nothing, and for an empty list.
   */
  public static Optional<EquivalentCount> mostReadable(Grams mass, List<Equivalent> equivalents) {
    if (mass.value() == 0) {
      return Optional.empty();
    }
    return equivalents.stream()
        .filter(Equivalent::headline)
        .map(equivalent -> equivalent.in(mass))
        .min(
            Comparator.comparingDouble(EquivalentCount::decadesFromReadable)
                .thenComparingDouble(EquivalentCount::count)
                .thenComparing(choice -> choice.equivalent().id()));
  }

  /** Whether a person can imagine that many: from 1 to 1000. */
  public boolean isReadable() {
    return count >= READABLE_FROM && count <= READABLE_TO;
  }

  /** For people: '3.1 NY-SF round trips'. */
  public String text() {
    String number = SignificantDigits.plain(count, DIGITS);
    return number + " " + (number.equals("1") ? equivalent.singular() : equivalent.plural());
  }

  private double decadesFromReadable() {
    double tooFew = Math.log10(READABLE_FROM / count);
    double tooMany = Math.log10(count / READABLE_TO);
    return Math.max(0, Math.max(tooFew, tooMany));
  }
}
