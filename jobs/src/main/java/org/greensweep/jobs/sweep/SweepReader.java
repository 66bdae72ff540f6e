package org.greensweep.jobs.sweep;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.greensweep.catalog.CatalogError;
import org.greensweep.catalog.carbon.Pue;
import org.greensweep.catalog.carbon.Service;
import org.greensweep.hardware.Accelerator;
import org.greensweep.hardware.Dataflow;
import org.greensweep.jobs.conf.Mistakes;
import org.greensweep.jobs.conf.Nearest;
import org.greensweep.jobs.host.HostRuntime;
import org.greensweep.network.Network;
import org.greensweep.network.PrecisionPlans;
import org.greensweep.network.PrecisionScheme;
import org.greensweep.network.UserError;
import org.greensweep.network.zoo.Zoo;
import org.jspecify.annotations.Nullable;

/** Gives a sweep file meaning: every axis checked, defaults filled in, all mistakes named. */
final class SweepReader {
  static final long DEFAULT_SEED = 42;
  private static final double DEFAULT_MEASUREMENT_SECONDS = 4;
  private static final double LONGEST_MEASUREMENT_SECONDS = 3600;
  private static final int LARGEST_RESOLUTION = 4096;
  private static final int LARGEST_BATCH = 1024;

  private SweepReader() {}

  /**
   * The sweep of {@code file}; of no use where there are mistakes.
   *
   * @param place the file's name, for errors
   * @param accelerators the file's accelerators in its order, each read from its own file
   * @param dataflows the same of dataflows
   * @param networkFiles the networks of files by path and resolution
   * @param knownRegions the region ids that have a grid intensity
   * @param mistakes where mistakes go; the caller checks them
   */
  static Sweep read(
      String place,
      SweepFile file,
      Map<String, Accelerator> accelerators,
      Map<String, Dataflow> dataflows,
      Map<String, Map<Integer, Network>> networkFiles,
      Collection<String> knownRegions,
      Mistakes mistakes) {
    List<String> regions =
        mistakes.of(
            List.of(""),
            () ->
                names(
                    place,
                    "region",
                    axis(place, "regions", file.regions(), List.of("WORLD")),
                    knownRegions));
    Sweep sweep =
        new Sweep(
            mistakes.of("", () -> name(place, file.name())),
            mistakes.of(
                List.of(),
                () -> networks(place, required(place, "networks", file.networks()), networkFiles)),
            networkFiles,
            mistakes.of(Map.of(), () -> precisions(place, file.precisions())),
            dataflows,
            mistakes.of(
                List.of(),
                () ->
                    numbers(
                        place,
                        "resolution",
                        required(place, "resolutions", file.resolutions()),
                        LARGEST_RESOLUTION)),
            accelerators,
            mistakes.of(
                List.of(),
                () ->
                    numbers(
                        place,
                        "batch",
                        axis(place, "batches", file.batches(), List.of(1)),
                        LARGEST_BATCH)),
            mistakes.of(List.of(), () -> fractions(place, "input", file.inputZeroFractions())),
            mistakes.of(List.of(), () -> fractions(place, "weight", file.weightZeroFractions())),
            mistakes.of(
                List.of(),
                () ->
                    names(
                        place,
                        "runtime",
                        axis(place, "runtimes", file.runtimes(), List.of(HostRuntime.JAVA)),
                        HostRuntime.NAMES)),
            regions,
            pue(place, file.pue(), mistakes),
            mistakes.of(List.of(), () -> FootprintKeys.units(place, file)),
            mistakes.of(Service.acceleratorAlone(), () -> FootprintKeys.service(place, file)),
            file.hostRegion() == null
                ? regions.get(0)
                : mistakes.of(
                    "",
                    () -> names(place, "region", List.of(file.hostRegion()), knownRegions).get(0)),
            mistakes.of(1, () -> threads(place, file.threads())),
            mistakes.of(
                DEFAULT_MEASUREMENT_SECONDS,
                () -> measurementSeconds(place, file.measurementSeconds())),
            file.seed() == null ? DEFAULT_SEED : file.seed());
    if (mistakes.none()) {
      sweep.checkResolutions(place, mistakes);
    }
    return sweep;
  }

  private static String name(String place, @Nullable String name) {
    if (name == null || !name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new UserError(
          "%s: 'name' is %s; give the sweep a name of letters, digits, '.', '_' and '-'"
              .formatted(place, name == null ? "missing" : "'" + name + "'"));
    }
    return name;
  }

  private static Map<String, PrecisionScheme> precisions(
      String place, @Nullable List<PrecisionEntry> entries) {
    if (entries == null) {
      return Map.of("fp32", PrecisionScheme.of("fp32"));
    }
    axis(
        place,
        "precisions",
        entries.stream().map(entry -> entry == null ? null : entry.name()).toList(),
        List.of("fp32"));
    Map<String, PrecisionScheme> schemes = new LinkedHashMap<>();
    for (PrecisionEntry entry : entries) {
      if (!PrecisionPlans.isKnown(entry.defaultPrecision())) {
        throw Nearest.unknown(place, "precision", entry.defaultPrecision(), PrecisionPlans.names());
      }
      try {
        schemes.put(entry.name(), entry.scheme());
      } catch (UserError e) {
        throw new UserError(place + ": " + e.getMessage(), e);
      }
    }
    return schemes;
  }

  private static <T> List<T> required(String place, String axis, @Nullable List<T> values) {
    if (values == null) {
      throw new UserError(place + ": axis '" + axis + "' is missing; list at least one value");
    }
    return axis(place, axis, values, values);
  }

  static <T> List<T> axis(String place, String axis, @Nullable List<T> values, List<T> fallback) {
    List<T> list = values == null ? fallback : values;
    if (list.isEmpty()) {
      throw new UserError(
          place + ": axis '" + axis + "' is empty; list at least one value or leave it out");
    }
    Set<@Nullable T> seen = new HashSet<>();
    for (T value : list) {
      if (value == null) {
        throw new UserError(place + ": axis '" + axis + "' has an empty entry; remove it");
      }
      if (!seen.add(value)) {
        throw new UserError(place + ": axis '" + axis + "' lists " + value + " twice; remove one");
      }
    }
    return list;
  }

  /** Names of the zoo, each with parameters or without, and paths of files. */
  private static List<String> networks(
      String place, List<String> names, Map<String, Map<Integer, Network>> files) {
    List<String> zoo = names.stream().filter(name -> !files.containsKey(name)).toList();
    names(place, "network", zoo.stream().map(Zoo::baseName).toList(), Zoo.names());
    return names;
  }

  private static List<String> names(
      String place, String kind, List<String> names, Collection<String> valid) {
    Mistakes mistakes = new Mistakes();
    for (String name : names) {
      if (!valid.contains(name)) {
        mistakes.add(Nearest.unknown(place, kind, name, valid));
      }
    }
    mistakes.check();
    return names;
  }

  private static List<Integer> numbers(String place, String kind, List<Integer> values, int limit) {
    Mistakes mistakes = new Mistakes();
    for (int value : values) {
      if (value < 1 || value > limit) {
        mistakes.add(
            new UserError(
                "%s: %s %d is out of range; use 1 to %d".formatted(place, kind, value, limit)));
      }
    }
    mistakes.check();
    return values;
  }

  /**
   * @param kind {@code input} or {@code weight}
   */
  private static List<Double> fractions(String place, String kind, @Nullable List<Double> values) {
    List<Double> checked = axis(place, kind + "-zero-fractions", values, List.of(0.0));
    Mistakes mistakes = new Mistakes();
    for (double value : checked) {
      if (!(value >= 0 && value < 1)) {
        mistakes.add(
            new UserError(
                "%s: %s zero fraction %s is out of range; use 0 up to, but not including, 1"
                    .formatted(place, kind, value)));
      }
    }
    mistakes.check();
    return checked;
  }

  private static @Nullable Double pue(String place, @Nullable Double pue, Mistakes mistakes) {
    if (pue != null) {
      mistakes.of(
          pue,
          () -> {
            try {
              Pue.given(pue);
              return pue;
            } catch (CatalogError e) {
              throw new UserError(place + ": " + e.getMessage(), e);
            }
          });
    }
    return pue;
  }

  private static int threads(String place, @Nullable Integer threads) {
    if (threads != null && threads < 1) {
      throw new UserError(place + ": threads is " + threads + "; use at least 1");
    }
    return threads == null ? 1 : threads;
  }

  private static double measurementSeconds(String place, @Nullable Double seconds) {
    if (seconds != null && !(seconds > 0 && seconds <= LONGEST_MEASUREMENT_SECONDS)) {
      throw new UserError(
          "%s: measurement-seconds is %s; use more than 0 and at most %s"
              .formatted(place, seconds, LONGEST_MEASUREMENT_SECONDS));
    }
    return seconds == null ? DEFAULT_MEASUREMENT_SECONDS : seconds;
  }
}
