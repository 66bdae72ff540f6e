package org.greensweep.catalog.carbon;

/** An energy in joules; never negative. */
public record Joules(double value) {
  public Joules {
    Quantities.notNegative("Energy", value, "J");
  }

  /** The joules of an energy given in kilowatt-hours. */
  public static Joules ofKilowattHours(double kilowattHours) {
    return new Joules(kilowattHours * Conversions.JOULES_PER_KILOWATT_HOUR);
  }

  /** This energy in kilowatt-hours. */
  public double kilowattHours() {
    return value / Conversions.JOULES_PER_KILOWATT_HOUR;
  }

  /** This energy, several times. */
  public Joules times(double factor) {
    return new Joules(value * factor);
  }

  /** Both energies together. */
  public Joules plus(Joules other) {
    return new Joules(value + other.value);
  }
}
