package org.greensweep.catalog.carbon;

import java.util.OptionalInt;

/**
 * A device with its rated power.
 *
 * @param id key
 * @param name for people
 * @param kind cpu, gpu, tpu, memory or board
 * @param rated thermal design power
 * @param logicalProcessors hardware threads that share the rated power, where the device is a known
 *     processor
 */
public record Device(
    String id, String name, String kind, Watts rated, OptionalInt logicalProcessors) {
  /** The power at a utilisation, by the calculators' rule that it is proportional. */
  public Watts at(double utilization) {
    return rated.times(CpuPowerCurve.checkedLoad(utilization));
  }
}
