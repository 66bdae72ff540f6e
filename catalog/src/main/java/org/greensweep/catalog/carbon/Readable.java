package org.greensweep.catalog.carbon;

/** Quantities for people: the unit that keeps the number between 1 and 1000, and fair digits. */
public final class Readable {
  private static final double STEP = 1000;
  private static final int DIGITS = 3;
  private static final String[] ENERGY = {"mWh", "Wh", "kWh", "MWh", "GWh"};
  private static final String[] MASS = {"mg", "g", "kg", "t", "kt", "Mt"};
  private static final double JOULES_PER_MILLIWATT_HOUR = 3.6;
  private static final double GRAMS_PER_MILLIGRAM = 1e-3;

  private Readable() {}

  /** An energy: '2.78 Wh'. */
  public static String energy(Joules energy) {
    return scaled(energy.value() / JOULES_PER_MILLIWATT_HOUR, DIGITS, ENERGY);
  }

  /** A mass of CO2e: '4.7 kg'. */
  public static String mass(Grams mass) {
    return scaled(mass.value() / GRAMS_PER_MILLIGRAM, DIGITS, MASS);
  }

  /** A mass in grams with its interval and the digits it deserves: '4.7 kg (3.1 kg to 6.5 kg)'. */
  public static String mass(Interval grams) {
    int digits = SignificantDigits.of(grams);
    String central = scaled(grams.central() / GRAMS_PER_MILLIGRAM, digits, MASS);
    if (grams.low() == grams.high()) {
      return central;
    }
    // The ends keep two digits at least: one digit would hide how far apart they are.
    int ends = Math.max(2, digits);
    return "%s (%s to %s)"
        .formatted(
            central,
            scaled(grams.low() / GRAMS_PER_MILLIGRAM, ends, MASS),
            scaled(grams.high() / GRAMS_PER_MILLIGRAM, ends, MASS));
  }

  private static String scaled(double value, int digits, String[] units) {
    int unit = 0;
    double shown = value;
    while (shown >= STEP && unit < units.length - 1) {
      shown /= STEP;
      unit++;
    }
    return SignificantDigits.plain(shown, digits) + " " + units[unit];
  }
}
