package org.greensweep.jobs.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.greensweep.catalog.reference.GridIntensities;
import org.greensweep.hardware.Accelerator;
import org.greensweep.jobs.conf.YamlFile;

/** From the texts of a sweep file and its accelerator files to a {@link Sweep}. */
public final class SweepReader {
  /** The accelerator of a file that names none. */
  static final List<String> DEFAULT_ACCELERATORS = List.of("isca16-256");

  private SweepReader() {}

  /** The accelerators that a sweep file names, in its order. */
  public static List<String> acceleratorNames(String place, String text) {
    List<String> names = YamlFile.parse(place, text, SweepFile.class).accelerators();
    return names == null ? DEFAULT_ACCELERATORS : Sweep.axis(place, "accelerators", names, names);
  }

  /**
   * @param acceleratorTexts YAML by the name that the sweep file gives
   */
  public static Sweep sweep(String place, String text, Map<String, String> acceleratorTexts) {
    Map<String, Accelerator> accelerators = new LinkedHashMap<>();
    acceleratorTexts.forEach(
        (name, yaml) -> accelerators.put(name, YamlFile.parse(name, yaml, Accelerator.class)));
    return Sweep.of(
        place,
        YamlFile.parse(place, text, SweepFile.class),
        accelerators,
        GridIntensities.load().regions());
  }
}
