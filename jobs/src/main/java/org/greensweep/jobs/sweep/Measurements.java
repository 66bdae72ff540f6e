package org.greensweep.jobs.sweep;

import org.greensweep.inference.Host;

/** Keys of measurements, and of the hosts that took them. */
public final class Measurements {
  /**
   * Changes whenever a change of the kernels may change a latency, so that older rows are measured
   * anew.
   */
  public static final String KERNELS_VERSION = "13";

  private Measurements() {}

  /** Key of a kind of host: equal for machines whose latencies may be compared. */
  public static String hostKey(Host host) {
    return Keys.of(
        "host",
        host.cpuModel(),
        host.logicalProcessors(),
        host.jvm(),
        host.operatingSystem(),
        host.vectorBits());
  }

  /** Key of a measurement: the workload, how it ran, and on what. */
  public static String key(String workloadKey, String runtime, Sweep sweep, String hostKey) {
    return Keys.of(
        "measurement",
        workloadKey,
        runtime,
        sweep.threads(),
        sweep.seed(),
        KERNELS_VERSION,
        hostKey);
  }
}
