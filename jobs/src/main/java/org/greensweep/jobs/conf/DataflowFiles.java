package org.greensweep.jobs.conf;

import java.nio.file.Path;
import java.util.List;
import org.greensweep.hardware.Dataflow;

/**
 * Finds a dataflow's YAML: a path, a name in {@code conf/dataflows}, or one of those that the
 * application jar carries.
 */
public final class DataflowFiles {
  private static final ShippedFiles FILES = new ShippedFiles("dataflow", "conf/dataflows/");

  private DataflowFiles() {}

  /**
   * @param place the sweep file's name, for errors
   * @param nameOrPath {@code row-stationary}, or a path that ends in .yaml
   * @param home the project's folder
   */
  public static String text(String place, String nameOrPath, Path home) {
    return FILES.text(place, nameOrPath, home);
  }

  /** The dataflow that {@code nameOrPath} describes; a mistake in it is named with its place. */
  public static Dataflow read(String place, String nameOrPath, Path home) {
    return YamlFile.parse(nameOrPath, text(place, nameOrPath, home), Dataflow.class);
  }

  /** The dataflows in {@code conf/dataflows}. */
  public static List<String> names(Path home) {
    return FILES.names(home);
  }
}
