package org.greensweep.catalog.carbon;

/** Quantities for people: the unit that keeps the number between 1 and 1000, and fair digits. */
public final class Readable {
  private static final double STEP = 1000;
  private static final int DIGITS = 3;

  /** The place of the units without a prefix. */
  private static final int NO_PREFIX = 3;

  private static final String[] ENERGY = {"nWh", "uWh", "mWh", "Wh", "kWh", "MWh", "GWh"};
  private static final String[] MASS = {"ng", "ug", "mg", "g", "kg", "t", "kt", "Mt"};
  private static final double MICROJOULES_PER_NANOWATT_HOUR = 3.6;
  private static final double MICROJOULES_PER_JOULE = 1e6;
  private static final double NANOGRAMS_PER_GRAM = 1e9;

  private Readable() {}

  /** An energy: '2.78 Wh'. */
  public static String energy(Joules energy) {
    return scaled(
        energy.value() / MICROJOULES_PER_NANOWATT_HOUR * MICROJOULES_PER_JOULE, DIGITS, ENERGY);
  }

  /** A mass of CO2e: '4.7 kg'. */
  public static String mass(Grams mass) {
    return scaled(mass.value() * NANOGRAMS_PER_GRAM, DIGITS, MASS);
  }

  /** A mass in grams with its interval and the digits it deserves: '4.7 kg (3.1 kg to 6.5 kg)'. */
  public static String mass(Interval grams) {
    int digits = SignificantDigits.of(grams);
    String central = scaled(grams.central() * NANOGRAMS_PER_GRAM, digits, MASS);
    if (grams.low() == grams.high()) {
      return central;
    }
    // The ends keep two digits at least: one digit would hide how far apart they are.
    int ends = Math.max(2, digits);
    return "%s (%s to %s)"
        .formatted(
            central,
            scaled(grams.low() * NANOGRAMS_PER_GRAM, ends, MASS),
            scaled(grams.high() * NANOGRAMS_PER_GRAM, ends, MASS));
  }

  private static String scaled(double value, int digits, String[] units) {
    if (value == 0) {
      return "0 " + units[NO_PREFIX];
    }
    int unit = 0;
    double shown = value;
    while (shown >= STEP && unit < units.length - 1) {
      shown /= STEP;
      unit++;
    }
    return SignificantDigits.plain(shown, digits) + " " + units[unit];
  }
}
