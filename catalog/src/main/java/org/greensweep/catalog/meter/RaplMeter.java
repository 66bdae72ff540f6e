package org.greensweep.catalog.meter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.greensweep.catalog.carbon.Joules;

/**
 * Energy of processors and memory from the RAPL counters that Linux shows below {@code
 * /sys/class/powercap}. Counted are every package and every DRAM zone: 'core' and 'uncore' lie
 * within their package and 'psys' holds the packages, so adding those would count twice. A counter
 * that ran over is continued; {@link #sample} must come more often than counters run over (a
 * package's 262 kJ last 20 minutes at 200 W).
 *
 * <p>A meter is for one thread.
 */
public final class RaplMeter {
  /** Where Linux shows the counters. */
  public static final Path LINUX = Path.of("/sys/class/powercap");

  private static final double JOULES_PER_MICROJOULE = 1e-6;
  private static final Pattern DIE = Pattern.compile("package-(\\d+)-die-\\d+");

  /** What a package draws in less than a millisecond. */
  private static final long SAME_MICROJOULES = 100_000;

  private final List<Path> zones;
  private final Map<Path, Long> last = new LinkedHashMap<>();
  private double microjoules;

  private RaplMeter(List<Path> zones) {
    this.zones = zones;
  }

  /**
   * A meter that starts now; empty where there are no counters.
   *
   * @param powercap the folder of the zones, {@link #LINUX} outside tests
   * @throws IOException where there are counters that may not be read: since 2020 most systems show
   *     them to root alone
   */
  public static Optional<RaplMeter> start(Path powercap) throws IOException {
    RaplMeter meter = new RaplMeter(zones(powercap));
    meter.sample();
    return meter.zones.isEmpty() ? Optional.empty() : Optional.of(meter);
  }

  /**
   * Reads the counters.
   *
   * @return the energy since the start
   * @throws IOException when a counter has become unreadable
   */
  public Joules sample() throws IOException {
    for (Path zone : zones) {
      long now = number(zone.resolve("energy_uj"));
      Long before = last.put(zone, now);
      if (before != null) {
        long range = number(zone.resolve("max_energy_range_uj"));
        microjoules += now >= before ? now - before : now - before + (double) range;
      }
    }
    return new Joules(microjoules * JOULES_PER_MICROJOULE);
  }

  /** The zones that are counted, for people. */
  public List<String> zoneNames() {
    return zones.stream().map(zone -> String.valueOf(zone.getFileName())).toList();
  }

  private static List<Path> zones(Path powercap) throws IOException {
    if (!Files.isDirectory(powercap)) {
      return List.of();
    }
    List<Path> counted = new ArrayList<>();
    try (var entries = Files.list(powercap)) {
      for (Path zone : entries.sorted().toList()) {
        Path name = zone.resolve("name");
        // The 'mmio' twins show the same packages through another register.
        boolean twin = String.valueOf(zone.getFileName()).contains("mmio");
        if (!twin
            && Files.isRegularFile(name)
            && isCounted(Files.readString(name).strip())
            && !repeatsADie(zone, counted)) {
          counted.add(zone);
        }
      }
    }
    return counted;
  }

  /**
   * Some processors show the counter of their package once per die ('package-0-die-1'): two dies of
   * a package with the same reading are one counter.
   */
  private static boolean repeatsADie(Path zone, List<Path> counted) throws IOException {
    Matcher die = DIE.matcher(Files.readString(zone.resolve("name")).strip());
    if (!die.matches()) {
      return false;
    }
    long reading = number(zone.resolve("energy_uj"));
    for (Path other : counted) {
      Matcher otherDie = DIE.matcher(Files.readString(other.resolve("name")).strip());
      if (otherDie.matches()
          && otherDie.group(1).equals(die.group(1))
          && Math.abs(number(other.resolve("energy_uj")) - reading) < SAME_MICROJOULES) {
        return true;
      }
    }
    return false;
  }

  private static boolean isCounted(String name) {
    return name.startsWith("package-") || name.equals("dram");
  }

  private static long number(Path file) throws IOException {
    String text = Files.readString(file).strip();
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IOException(file + ": is '" + text + "', no number", e);
    }
  }
}
