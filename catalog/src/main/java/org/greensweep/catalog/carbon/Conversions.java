package org.greensweep.catalog.carbon;

/**
 * Every factor between units, in one place. All are exact by definition (SI; international
 * avoirdupois pound and mile of 1959).
 */
public final class Conversions {
  /** 1 kWh = 1000 W x 3600 s. */
  public static final double JOULES_PER_KILOWATT_HOUR = 3.6e6;

  public static final double GRAMS_PER_KILOGRAM = 1e3;
  public static final double GRAMS_PER_TONNE = 1e6;
  public static final double GRAMS_PER_POUND = 453.59237;
  public static final double KILOMETRES_PER_MILE = 1.609344;
  public static final double KILOWATT_HOURS_PER_MEGAWATT_HOUR = 1e3;
  public static final double SECONDS_PER_HOUR = 3600;
  public static final double MINUTES_PER_HOUR = 60;
  public static final double HOURS_PER_DAY = 24;
  public static final double DAYS_PER_WEEK = 7;

  /** The Julian year of 365.25 days: for spans of time. */
  public static final double DAYS_PER_YEAR = 365.25;

  /** The year of 365 days in which lifetimes and annual statistics are given (SCI, ADEME). */
  public static final double HOURS_PER_YEAR = 8760;

  private Conversions() {}
}
