package org.greensweep.catalog.carbon;

import org.greensweep.catalog.CatalogError;

/**
 * What a run drew on the machine that ran it, and how that is known.
 *
 * @param energy the energy
 * @param method 'counter' or 'model': the id of the energy method
 * @param explanation for people: 'RAPL of intel-rapl:0', 'rated 280 W x share 0.016 x load 0.9'
 */
public record HostEnergy(Joules energy, String method, String explanation) {
  /** Read from counters. */
  public static HostEnergy counted(Joules energy, Iterable<String> zones) {
    return new HostEnergy(energy, "counter", "RAPL of " + String.join(", ", zones));
  }

  /**
   * Estimated from rated power where there are no counters: processor share by load, plus memory.
   *
   * @param processor rated power of the whole processor
   * @param share the part of the processor that the machine has, above 0 up to 1
   * @param load its average use, 0 to 1
   * @param memoryGigabytes memory of the machine
   * @param gigabyte power of one gigabyte of memory
   * @param hours how long the run took
   */
  public static HostEnergy rated(
      Device processor,
      double share,
      double load,
      double memoryGigabytes,
      Device gigabyte,
      double hours) {
    if (!(share > 0 && share <= 1)) {
      throw new CatalogError(
          "Share of processor '%s' is %s; it must be above 0 and at most 1"
              .formatted(processor.id(), share));
    }
    Quantities.notNegative("Memory", memoryGigabytes, "GB");
    Watts processorPower = processor.at(load).times(share);
    Watts memoryPower = gigabyte.rated().times(memoryGigabytes);
    return new HostEnergy(
        processorPower.plus(memoryPower).forHours(hours),
        "model",
        "%s W (%s) x share %s x load %s + %s GB x %s W (%s)"
            .formatted(
                digits(processor.rated().value()),
                processor.id(),
                digits(share),
                digits(load),
                digits(memoryGigabytes),
                digits(gigabyte.rated().value()),
                gigabyte.id()));
  }

  private static String digits(double value) {
    return SignificantDigits.plain(value, 3);
  }
}
