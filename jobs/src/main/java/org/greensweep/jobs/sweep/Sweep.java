package org.greensweep.jobs.sweep;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.greensweep.catalog.CatalogError;
import org.greensweep.catalog.carbon.FunctionalUnit;
import org.greensweep.catalog.carbon.Pue;
import org.greensweep.catalog.carbon.Service;
import org.greensweep.hardware.Accelerator;
import org.greensweep.hardware.Dataflow;
import org.greensweep.jobs.conf.Nearest;
import org.greensweep.jobs.host.HostRuntime;
import org.greensweep.network.Network;
import org.greensweep.network.Node;
import org.greensweep.network.PrecisionPlans;
import org.greensweep.network.PrecisionScheme;
import org.greensweep.network.UserError;
import org.greensweep.network.zoo.Zoo;
import org.jspecify.annotations.Nullable;

/**
 * A sweep with every axis checked: the grid is networks x precisions x dataflows x resolutions x
 * accelerators x batches x zero fractions of inputs x of weights x runtimes, never written out but
 * decoded point by point from an index.
 *
 * @param networks zoo names, and paths of files
 * @param networkFiles the networks of those paths, by resolution
 */
public record Sweep(
    String name,
    List<String> networks,
    Map<String, Map<Integer, Network>> networkFiles,
    Map<String, PrecisionScheme> precisions,
    Map<String, Dataflow> dataflows,
    List<Integer> resolutions,
    Map<String, Accelerator> accelerators,
    List<Integer> batches,
    List<Double> inputZeroFractions,
    List<Double> weightZeroFractions,
    List<String> runtimes,
    List<String> regions,
    @Nullable Double pue,
    List<FunctionalUnit> functionalUnits,
    Service service,
    String hostRegion,
    int threads,
    double measurementSeconds,
    long seed) {

  static final long DEFAULT_SEED = 42;
  private static final double DEFAULT_MEASUREMENT_SECONDS = 4;
  private static final double LONGEST_MEASUREMENT_SECONDS = 3600;
  private static final int LARGEST_RESOLUTION = 4096;
  private static final int LARGEST_BATCH = 1024;

  public Sweep {
    networks = List.copyOf(networks);
    networkFiles = Map.copyOf(networkFiles);
    precisions = Collections.unmodifiableMap(new LinkedHashMap<>(precisions));
    dataflows = Collections.unmodifiableMap(new LinkedHashMap<>(dataflows));
    resolutions = List.copyOf(resolutions);
    accelerators = Collections.unmodifiableMap(new LinkedHashMap<>(accelerators));
    batches = List.copyOf(batches);
    inputZeroFractions = List.copyOf(inputZeroFractions);
    weightZeroFractions = List.copyOf(weightZeroFractions);
    runtimes = List.copyOf(runtimes);
    regions = List.copyOf(regions);
    functionalUnits = List.copyOf(functionalUnits);
  }

  /**
   * Checks a file's axes and fills in defaults.
   *
   * @param place the file's name, for errors
   * @param accelerators the file's accelerators in its order, each read from its own file
   * @param dataflows the same of dataflows
   * @param networkFiles the networks of files by path and resolution
   * @param knownRegions the region ids that have a grid intensity
   */
  public static Sweep of(
      String place,
      SweepFile file,
      Map<String, Accelerator> accelerators,
      Map<String, Dataflow> dataflows,
      Map<String, Map<Integer, Network>> networkFiles,
      Collection<String> knownRegions) {
    if (file.name() == null || !file.name().matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new UserError(
          place
              + ": 'name' is "
              + (file.name() == null ? "missing" : "'" + file.name() + "'")
              + "; give the sweep a name of letters, digits, '.', '_' and '-'");
    }
    List<String> regions =
        names(
            place,
            "region",
            axis(place, "regions", file.regions(), List.of("WORLD")),
            knownRegions);
    Sweep sweep =
        new Sweep(
            file.name(),
            networks(place, required(place, "networks", file.networks()), networkFiles),
            networkFiles,
            precisions(place, file.precisions()),
            dataflows,
            numbers(
                place,
                "resolution",
                required(place, "resolutions", file.resolutions()),
                LARGEST_RESOLUTION),
            accelerators,
            numbers(
                place, "batch", axis(place, "batches", file.batches(), List.of(1)), LARGEST_BATCH),
            fractions(place, "input", file.inputZeroFractions()),
            fractions(place, "weight", file.weightZeroFractions()),
            names(
                place,
                "runtime",
                axis(place, "runtimes", file.runtimes(), List.of(HostRuntime.JAVA)),
                HostRuntime.NAMES),
            regions,
            pue(place, file.pue()),
            FootprintKeys.units(place, file),
            FootprintKeys.service(place, file),
            file.hostRegion() == null
                ? regions.get(0)
                : names(place, "region", List.of(file.hostRegion()), knownRegions).get(0),
            threads(place, file.threads()),
            measurementSeconds(place, file.measurementSeconds()),
            file.seed() == null ? DEFAULT_SEED : file.seed());
    sweep.checkResolutions(place);
    return sweep;
  }

  /**
   * Every network is built once at every resolution, so that a resolution too small is refused
   * before anything runs.
   */
  private void checkResolutions(String place) {
    for (String network : networks) {
      for (int resolution : resolutions) {
        Network built;
        try {
          built = network(network, resolution);
        } catch (UserError e) {
          throw new UserError(place + ": " + e.getMessage(), e);
        }
        checkPrecisions(place, built);
      }
    }
  }

  /** A network of the zoo or of a file. */
  public Network network(String name, int resolution) {
    Map<Integer, Network> ofFile = networkFiles.get(name);
    return ofFile == null ? Zoo.network(name, resolution) : known(ofFile, resolution);
  }

  private void checkPrecisions(String place, Network network) {
    List<String> names =
        network.nodes().stream()
            .filter(node -> node.layer().weightCount() > 0)
            .map(Node::name)
            .toList();
    for (PrecisionScheme scheme : precisions.values()) {
      for (String pattern : scheme.unmatched(network)) {
        throw Nearest.unknown(
            place + ", precision " + scheme.name(),
            "layer of " + network.name(),
            pattern.replace("*", ""),
            names);
      }
    }
  }

  /** Number of points of the grid; regions multiply footprints, not configurations. */
  public long size() {
    long size = 1;
    for (int length : lengths()) {
      size = Math.multiplyExact(size, (long) length);
    }
    return size;
  }

  private int[] lengths() {
    return new int[] {
      networks.size(),
      resolutions.size(),
      precisions.size(),
      dataflows.size(),
      accelerators.size(),
      batches.size(),
      inputZeroFractions.size(),
      weightZeroFractions.size(),
      runtimes.size()
    };
  }

  /** The point at {@code index}, 0 to {@code size() - 1}; the last axis varies fastest. */
  public Configuration configuration(long index) {
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException("configuration " + index + " of " + size());
    }
    int[] lengths = lengths();
    int[] at = new int[lengths.length];
    long rest = index;
    for (int axis = lengths.length - 1; axis >= 0; axis--) {
      at[axis] = (int) (rest % lengths[axis]);
      rest /= lengths[axis];
    }
    return new Configuration(
        networks.get(at[0]),
        List.copyOf(precisions.keySet()).get(at[2]),
        List.copyOf(dataflows.keySet()).get(at[3]),
        resolutions.get(at[1]),
        List.copyOf(accelerators.keySet()).get(at[4]),
        batches.get(at[5]),
        inputZeroFractions.get(at[6]),
        weightZeroFractions.get(at[7]),
        runtimes.get(at[8]));
  }

  public Accelerator accelerator(Configuration configuration) {
    return known(accelerators, configuration.accelerator());
  }

  public Dataflow dataflow(Configuration configuration) {
    return known(dataflows, configuration.dataflow());
  }

  private static <K, T> T known(Map<K, T> values, K name) {
    T value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the sweep has no " + name);
    }
    return value;
  }

  public PrecisionScheme precision(Configuration configuration) {
    PrecisionScheme scheme = precisions.get(configuration.precision());
    if (scheme == null) {
      throw new IllegalArgumentException("the sweep has no precision " + configuration.precision());
    }
    return scheme;
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
    for (String name : names) {
      if (!valid.contains(name)) {
        throw Nearest.unknown(place, kind, name, valid);
      }
    }
    return names;
  }

  private static List<Integer> numbers(String place, String kind, List<Integer> values, int limit) {
    for (int value : values) {
      if (value < 1 || value > limit) {
        throw new UserError(
            "%s: %s %d is out of range; use 1 to %d".formatted(place, kind, value, limit));
      }
    }
    return values;
  }

  /**
   * @param kind {@code input} or {@code weight}
   */
  private static List<Double> fractions(String place, String kind, @Nullable List<Double> values) {
    List<Double> checked = axis(place, kind + "-zero-fractions", values, List.of(0.0));
    for (double value : checked) {
      if (!(value >= 0 && value < 1)) {
        throw new UserError(
            "%s: %s zero fraction %s is out of range; use 0 up to, but not including, 1"
                .formatted(place, kind, value));
      }
    }
    return checked;
  }

  private static @Nullable Double pue(String place, @Nullable Double pue) {
    if (pue != null) {
      try {
        Pue.given(pue);
      } catch (CatalogError e) {
        throw new UserError(place + ": " + e.getMessage());
      }
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
