package org.greensweep.jobs.sweep;

import java.io.Serializable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.greensweep.catalog.reference.GridIntensities;
import org.greensweep.hardware.Accelerator;
import org.greensweep.hardware.Dataflow;
import org.greensweep.jobs.conf.AcceleratorFiles;
import org.greensweep.jobs.conf.DataflowFiles;
import org.greensweep.jobs.conf.Mistakes;
import org.greensweep.jobs.conf.YamlFile;
import org.greensweep.network.Network;
import org.greensweep.network.UserError;
import org.greensweep.network.onnx.InputDimensions;
import org.greensweep.network.onnx.OnnxReader;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a sweep file and of the files that it names: all that a sweep depends on, as it
 * travels to executors.
 *
 * @param place the sweep file's name, for errors
 * @param text the sweep file
 * @param accelerators YAML by the name that the sweep file gives, in its order
 * @param dataflows the same of dataflows
 * @param networks networks of files by the path that the sweep file gives, and by resolution; only
 *     their graphs, since weights change no figure of a sweep
 */
public record SweepFiles(
    String place,
    String text,
    Map<String, String> accelerators,
    Map<String, String> dataflows,
    Map<String, Map<Integer, Network>> networks)
    implements Serializable {
  /** The accelerator of a file that names none. */
  static final List<String> DEFAULT_ACCELERATORS = List.of("isca16-256");

  /** The dataflows of a file that names none: the families of the literature. */
  static final List<String> DEFAULT_DATAFLOWS =
      List.of(
          "weight-stationary",
          "output-stationary",
          "input-stationary",
          "row-stationary",
          "no-local-reuse");

  public SweepFiles {
    accelerators = Collections.unmodifiableMap(new LinkedHashMap<>(accelerators));
    dataflows = Collections.unmodifiableMap(new LinkedHashMap<>(dataflows));
    networks = Collections.unmodifiableMap(new LinkedHashMap<>(networks));
  }

  /**
   * Finds what the sweep file {@code text} names; {@code home} is the project's folder, and paths
   * of networks are relative to the sweep file, {@code place}.
   */
  public static SweepFiles find(String place, String text, Path home) {
    SweepFile file = YamlFile.parseNamingAll(place, text, SweepFile.class);
    Mistakes mistakes = new Mistakes();
    Map<String, String> accelerators =
        texts(
            mistakes,
            () ->
                SweepReader.axis(place, "accelerators", file.accelerators(), DEFAULT_ACCELERATORS),
            name -> AcceleratorFiles.text(place, name, home));
    Map<String, String> dataflows =
        texts(
            mistakes,
            () -> SweepReader.axis(place, "dataflows", file.dataflows(), DEFAULT_DATAFLOWS),
            name -> DataflowFiles.text(place, name, home));
    Map<String, Map<Integer, Network>> networks = networks(place, file, mistakes);
    if (!mistakes.none()) {
      // Whatever else is wrong with the file is named with them.
      SweepReader.read(
          place, file, Map.of(), Map.of(), networks, GridIntensities.load().regions(), mistakes);
      mistakes.check();
    }
    return new SweepFiles(place, text, accelerators, dataflows, networks);
  }

  private static Map<String, String> texts(
      Mistakes mistakes, Supplier<List<String>> names, UnaryOperator<String> text) {
    Map<String, String> texts = new LinkedHashMap<>();
    List<String> listed = mistakes.of(List.of(), names);
    for (String name : listed) {
      texts.put(name, mistakes.of("", () -> text.apply(name)));
    }
    return texts;
  }

  private static Map<String, Map<Integer, Network>> networks(
      String place, SweepFile file, Mistakes mistakes) {
    Map<String, Map<Integer, Network>> networks = new LinkedHashMap<>();
    List<@Nullable String> names = file.networks() == null ? List.of() : file.networks();
    List<@Nullable Integer> resolutions =
        file.resolutions() == null ? List.of() : file.resolutions();
    for (String name : names) {
      if (name == null || !OnnxReader.isPath(name)) {
        continue;
      }
      Map<Integer, Network> byResolution = new LinkedHashMap<>();
      for (Integer resolution : resolutions) {
        if (resolution != null) {
          mistakes
              .of(Optional.<Network>empty(), () -> Optional.of(network(place, name, resolution)))
              .ifPresent(network -> byResolution.put(resolution, network));
        }
      }
      networks.put(name, byResolution);
    }
    return networks;
  }

  private static Network network(String place, String name, int resolution) {
    try {
      Path path = Path.of(place).toAbsolutePath().resolveSibling(name);
      return OnnxReader.read(path, InputDimensions.of(resolution)).model().network();
    } catch (UserError | InvalidPathException e) {
      throw new UserError(place + ": network " + name + ": " + e.getMessage(), e);
    }
  }

  /** The sweep that these files describe; a mistake in any of them is named with its place. */
  public Sweep sweep() {
    Mistakes mistakes = new Mistakes();
    Sweep sweep =
        SweepReader.read(
            place,
            YamlFile.parse(place, text, SweepFile.class),
            parse(accelerators, Accelerator.class, mistakes),
            parse(dataflows, Dataflow.class, mistakes),
            networks,
            GridIntensities.load().regions(),
            mistakes);
    mistakes.check();
    return sweep;
  }

  private static <T> Map<String, T> parse(
      Map<String, String> texts, Class<T> type, Mistakes mistakes) {
    Map<String, T> parsed = new LinkedHashMap<>();
    texts.forEach(
        (name, yaml) ->
            mistakes
                .of(Optional.<T>empty(), () -> Optional.of(YamlFile.parse(name, yaml, type)))
                .ifPresent(value -> parsed.put(name, value)));
    return parsed;
  }
}
