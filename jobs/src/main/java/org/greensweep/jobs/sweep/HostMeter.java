package org.greensweep.jobs.sweep;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.greensweep.catalog.carbon.Device;
import org.greensweep.catalog.carbon.HostEnergy;
import org.greensweep.catalog.carbon.Joules;
import org.greensweep.catalog.meter.RaplMeter;
import org.greensweep.catalog.reference.Devices;
import org.jspecify.annotations.Nullable;

/**
 * What a run draws on the machines that run it: read from the machine's energy counters where there
 * are any and it is the only machine, else rated power by the processor time that was used.
 */
public final class HostMeter implements AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(HostMeter.class);

  /** A counter runs over after some 20 minutes. */
  private static final long SAMPLE_SECONDS = 60;

  private static final double BYTES_PER_GIGABYTE = 1e9;
  private static final double NANOSECONDS_PER_SECOND = 1e9;
  private static final String GIGABYTE = "memory-gb-ga";

  private final ScheduledExecutorService sampler;
  private final long startNanoseconds = System.nanoTime();
  private final double startProcessorSeconds = ProcessorTime.ofThisProcess();
  private @Nullable RaplMeter counters;
  private String absence;

  private HostMeter(@Nullable RaplMeter counters, String absence) {
    this.counters = counters;
    this.absence = absence;
    this.sampler =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "host-meter");
              thread.setDaemon(true);
              return thread;
            });
    if (counters != null) {
      var unused =
          sampler.scheduleAtFixedRate(
              this::sample, SAMPLE_SECONDS, SAMPLE_SECONDS, TimeUnit.SECONDS);
    }
  }

  /**
   * A meter that starts now.
   *
   * @param powercap the folder of the energy counters, {@link RaplMeter#LINUX} outside tests
   */
  public static HostMeter start(Path powercap) {
    try {
      return new HostMeter(
          RaplMeter.start(powercap).orElse(null), "no energy counters in " + powercap);
    } catch (IOException e) {
      return new HostMeter(null, unreadable(e));
    }
  }

  private static String unreadable(IOException reason) {
    return "the energy counters cannot be read here (%s: %s)"
        .formatted(reason.getClass().getSimpleName(), reason.getMessage());
  }

  /**
   * Work that was done elsewhere than in this process.
   *
   * @param processorSeconds processor time of the executors' tasks
   * @param memoryGigabytes memory of the executors
   */
  public record Elsewhere(double processorSeconds, double memoryGigabytes) {
    /** Everything ran in this process and its children. */
    public static Elsewhere nothing() {
      return new Elsewhere(0, 0);
    }
  }

  /**
   * What the run drew since the start.
   *
   * @param cpuModel the processor as the operating system names it; the executors' are taken to be
   *     the same
   * @param logicalProcessors those of this machine
   * @param elsewhere work of other machines, which this one's counters know nothing of; empty where
   *     there is no other machine
   */
  public HostEnergy energy(String cpuModel, int logicalProcessors, Optional<Elsewhere> elsewhere) {
    RaplMeter meter = counters;
    Optional<Joules> counted = elsewhere.isPresent() ? Optional.empty() : sample();
    if (meter != null && counted.isPresent()) {
      return HostEnergy.counted(counted.get(), meter.zoneNames());
    }
    Devices devices = Devices.load();
    Device processor = devices.processor(cpuModel);
    Elsewhere others = elsewhere.orElse(Elsewhere.nothing());
    return HostEnergy.rated(
        new HostEnergy.Estimate(
            ProcessorTime.ofThisProcess() - startProcessorSeconds + others.processorSeconds(),
            processor,
            processor.logicalProcessors().orElse(logicalProcessors),
            memoryBytes() / BYTES_PER_GIGABYTE + others.memoryGigabytes(),
            devices.of(GIGABYTE),
            (System.nanoTime() - startNanoseconds) / NANOSECONDS_PER_SECOND),
        elsewhere.isPresent() ? "energy counters of several machines are not read" : absence);
  }

  private static double memoryBytes() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  /** Empty where there are no counters or they have become unreadable. */
  private synchronized Optional<Joules> sample() {
    try {
      return counters == null ? Optional.empty() : Optional.of(counters.sample());
    } catch (IOException e) {
      LOG.warn("the energy counters have become unreadable; rated power is used instead", e);
      counters = null;
      absence = unreadable(e);
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    sampler.shutdownNow();
  }
}
