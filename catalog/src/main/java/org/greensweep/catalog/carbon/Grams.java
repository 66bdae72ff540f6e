package org.greensweep.catalog.carbon;

/** A mass of CO2e in grams; never negative. */
public record Grams(double value) {
  public Grams {
    Quantities.notNegative("Mass", value, "g");
  }

  /** The grams of a mass given in kilograms. */
  public static Grams ofKilograms(double kilograms) {
    return new Grams(kilograms * Conversions.GRAMS_PER_KILOGRAM);
  }

  /** The grams of a mass given in metric tonnes. */
  public static Grams ofTonnes(double tonnes) {
    return new Grams(tonnes * Conversions.GRAMS_PER_TONNE);
  }

  /** The grams of a mass given in avoirdupois pounds. */
  public static Grams ofPounds(double pounds) {
    return new Grams(pounds * Conversions.GRAMS_PER_POUND);
  }

  /** This mass in kilograms. */
  public double kilograms() {
    return value / Conversions.GRAMS_PER_KILOGRAM;
  }

  /** This mass in metric tonnes. */
  public double tonnes() {
    return value / Conversions.GRAMS_PER_TONNE;
  }

  /** This mass in avoirdupois pounds. */
  public double pounds() {
    return value / Conversions.GRAMS_PER_POUND;
  }

  /** This mass, several times. */
  public Grams times(double factor) {
    return new Grams(value * factor);
  }

  /** Both masses together. */
  public Grams plus(Grams other) {
    return new Grams(value + other.value);
  }
}
