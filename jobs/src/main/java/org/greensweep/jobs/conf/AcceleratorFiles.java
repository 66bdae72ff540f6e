package org.greensweep.jobs.conf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds an accelerator's YAML: a path, a name in {@code conf/accelerators}, or one of those that
 * the application jar carries.
 */
public final class AcceleratorFiles {
  private static final String FOLDER = "conf/accelerators/";
  private static final String SUFFIX = ".yaml";

  private AcceleratorFiles() {}

  /**
   * @param place the sweep file's name, for errors
   * @param nameOrPath {@code isca16-256}, or a path that ends in .yaml
   * @param home the project's folder
   */
  public static String text(String place, String nameOrPath, Path home) {
    if (nameOrPath.endsWith(SUFFIX) || nameOrPath.contains("/")) {
      return YamlFile.text(Path.of(nameOrPath));
    }
    Path file = home.resolve(FOLDER + nameOrPath + SUFFIX);
    if (Files.exists(file)) {
      return YamlFile.text(file);
    }
    try (InputStream carried =
        AcceleratorFiles.class.getClassLoader().getResourceAsStream(FOLDER + nameOrPath + SUFFIX)) {
      if (carried == null) {
        throw Nearest.unknown(place, "accelerator", nameOrPath, names(home));
      }
      return new String(carried.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the application jar cannot be read", e);
    }
  }

  /** The accelerators in {@code conf/accelerators}. */
  public static List<String> names(Path home) {
    Path folder = home.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be listed", e);
    }
  }
}
