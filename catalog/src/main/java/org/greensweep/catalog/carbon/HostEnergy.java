package org.greensweep.catalog.carbon;

import java.util.Optional;
import org.greensweep.catalog.CatalogError;

/**
 * What a run drew on the machines that ran it, with everything that the figure rests on.
 *
 * @param energy the energy
 * @param method 'counter' or 'model': the id of the energy method
 * @param explanation for people: 'RAPL of intel-rapl:0', or the formula and why nothing was counted
 * @param estimate the parts of a modelled figure; empty for a counted one
 */
public record HostEnergy(
    Joules energy, String method, String explanation, Optional<Estimate> estimate) {
  private static final double SECONDS_PER_HOUR = Conversions.SECONDS_PER_HOUR;

  /**
   * Rated power by utilisation: the processor time that was used, at an even share of the rated
   * power for each logical processor, and memory for as long as the run took. What a processor
   * draws while it waits is not in it.
   *
   * @param processorSeconds time that logical processors worked for the run, all together
   * @param processor the processor
   * @param logicalProcessors how many share its rated power
   * @param memoryGigabytes memory that the run kept
   * @param gigabyte power of one gigabyte of memory
   * @param wallSeconds how long the run took
   */
  public record Estimate(
      double processorSeconds,
      Device processor,
      int logicalProcessors,
      double memoryGigabytes,
      Device gigabyte,
      double wallSeconds) {
    public Estimate {
      Quantities.notNegative("Processor time", processorSeconds, "s");
      Quantities.notNegative("Memory", memoryGigabytes, "GB");
      Quantities.notNegative("Wall time", wallSeconds, "s");
      if (logicalProcessors < 1) {
        throw new CatalogError(
            "Processor '%s' has %d logical processors; it must have some"
                .formatted(processor.id(), logicalProcessors));
      }
    }

    /** The rated power of the processor that one logical processor stands for. */
    public Watts perLogicalProcessor() {
      return processor.rated().times(1.0 / logicalProcessors);
    }

    /** The power of the memory. */
    public Watts memory() {
      return gigabyte.rated().times(memoryGigabytes);
    }
  }

  /** Read from counters. */
  public static HostEnergy counted(Joules energy, Iterable<String> zones) {
    return new HostEnergy(
        energy,
        "counter",
        "RAPL of %s: all that the machine did meanwhile".formatted(String.join(", ", zones)),
        Optional.empty());
  }

  /**
   * Estimated from rated power.
   *
   * @param reason why nothing was counted: 'no energy counters in /sys/class/powercap'
   */
  public static HostEnergy rated(Estimate run, String reason) {
    Joules processor =
        run.perLogicalProcessor().forHours(run.processorSeconds() / SECONDS_PER_HOUR);
    Joules memory = run.memory().forHours(run.wallSeconds() / SECONDS_PER_HOUR);
    return new HostEnergy(
        processor.plus(memory),
        "model",
        "%s processor-seconds x %s W (%s) / %d logical processors + %s GB x %s W (%s) x %s s; %s"
            .formatted(
                digits(run.processorSeconds()),
                digits(run.processor().rated().value()),
                run.processor().id(),
                run.logicalProcessors(),
                digits(run.memoryGigabytes()),
                SignificantDigits.plain(run.gigabyte().rated().value(), 4),
                run.gigabyte().id(),
                digits(run.wallSeconds()),
                reason),
        Optional.of(run));
  }

  private static String digits(double value) {
    return SignificantDigits.plain(value, 3);
  }
}
