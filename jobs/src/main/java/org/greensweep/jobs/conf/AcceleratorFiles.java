package org.greensweep.jobs.conf;

import java.nio.file.Path;
import java.util.List;
import org.greensweep.hardware.Accelerator;

/**
 * Finds an accelerator's YAML: a path, a name in {@code conf/accelerators}, or one of those that
 * the application jar carries.
 */
public final class AcceleratorFiles {
  private static final ShippedFiles FILES = new ShippedFiles("accelerator", "conf/accelerators/");

  private AcceleratorFiles() {}

  /**
   * @param place the sweep file's name, for errors
   * @param nameOrPath {@code isca16-256}, or a path that ends in .yaml
   * @param home the project's folder
   */
  public static String text(String place, String nameOrPath, Path home) {
    return FILES.text(place, nameOrPath, home);
  }

  /** The accelerator that {@code nameOrPath} describes; a mistake in it is named with its place. */
  public static Accelerator read(String place, String nameOrPath, Path home) {
    return YamlFile.parse(nameOrPath, text(place, nameOrPath, home), Accelerator.class);
  }

  /** The accelerators in {@code conf/accelerators}. */
  public static List<String> names(Path home) {
    return FILES.names(home);
  }
}
