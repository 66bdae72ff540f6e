package org.greensweep.jobs.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.greensweep.catalog.carbon.FunctionalUnit;
import org.greensweep.catalog.carbon.Service;
import org.greensweep.hardware.Accelerator;
import org.greensweep.hardware.Dataflow;
import org.greensweep.jobs.conf.Mistakes;
import org.greensweep.jobs.conf.Nearest;
import org.greensweep.network.Network;
import org.greensweep.network.Node;
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
   * Every network is built once at every resolution, so that a resolution too small is refused
   * before anything runs.
   */
  void checkResolutions(String place, Mistakes mistakes) {
    for (String network : networks) {
      for (int resolution : resolutions) {
        mistakes.of(
            "",
            () -> {
              Network built;
              try {
                built = network(network, resolution);
              } catch (UserError e) {
                throw new UserError(place + ": " + e.getMessage(), e);
              }
              checkPrecisions(place, built);
              return "";
            });
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
}
