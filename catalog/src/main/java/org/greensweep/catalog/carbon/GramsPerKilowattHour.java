package org.greensweep.catalog.carbon;

/** What a kilowatt-hour of electricity emits, in grams of CO2e; never negative. */
public record GramsPerKilowattHour(double value) {
  public GramsPerKilowattHour {
    Quantities.notNegative("Grid intensity", value, "g/kWh");
  }

  /** The mass that an energy emits at this intensity. */
  public Grams of(Joules energy) {
    return new Grams(energy.kilowattHours() * value);
  }
}
