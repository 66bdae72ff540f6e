package org.greensweep.catalog.carbon;

import java.util.Optional;

/**
 * What stands around an accelerator that serves inferences.
 *
 * @param host power of the host while the accelerator works
 * @param idle power of accelerator and host together while they wait
 * @param manufacture whose manufacture is counted, if anybody's
 */
public record Service(Watts host, Watts idle, Optional<Manufacture> manufacture) {
  /** The accelerator's own energy and nothing else. */
  public static Service acceleratorAlone() {
    return new Service(new Watts(0), new Watts(0), Optional.empty());
  }

  /** What uses the energy, for people. */
  public String scope() {
    boolean alone = host.value() == 0 && idle.value() == 0;
    return alone ? "modelled accelerator" : "modelled accelerator, stated host and idle power";
  }

  /**
   * Serves one functional unit.
   *
   * @param perInference energy of the accelerator for one inference
   * @param latencySeconds time that one inference keeps it busy
   */
  public Use serve(FunctionalUnit unit, Joules perInference, double latencySeconds) {
    double busy = unit.inferences() * latencySeconds / Conversions.SECONDS_PER_HOUR;
    // As many machines as the work needs are kept for the whole span.
    double span = unit.spanHours();
    double reserved = span == 0 ? busy : Math.max(1, Math.ceil(busy / span)) * span;
    double waiting = reserved - busy;
    return new Use(
        busy,
        waiting,
        new EnergyParts(
            perInference.times(unit.inferences()), host.forHours(busy), idle.forHours(waiting)),
        manufacture.map(device -> device.of(reserved)));
  }

  /**
   * What serving took.
   *
   * @param busyHours time that the accelerator worked
   * @param idleHours time that it waited
   * @param energy where the energy went
   * @param embodied grams of manufacture, where they are counted
   */
  public record Use(
      double busyHours, double idleHours, EnergyParts energy, Optional<Interval> embodied) {}
}
