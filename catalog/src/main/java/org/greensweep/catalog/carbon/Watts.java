package org.greensweep.catalog.carbon;

/** A power in watts; never negative. */
public record Watts(double value) {
  public Watts {
    Quantities.notNegative("Power", value, "W");
  }

  /** The energy of this power held for some hours. */
  public Joules forHours(double hours) {
    Quantities.notNegative("Duration", hours, "h");
    return new Joules(value * hours * Conversions.SECONDS_PER_HOUR);
  }

  /** This power, several times. */
  public Watts times(double factor) {
    return new Watts(value * factor);
  }

  /** Both powers together. */
  public Watts plus(Watts other) {
    return new Watts(value + other.value);
  }
}
