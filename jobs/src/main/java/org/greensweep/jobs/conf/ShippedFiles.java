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
 * YAML files of one kind, by path, by name in a folder of {@code conf}, or by name among those that
 * the application jar carries.
 *
 * @param kind what they describe, for errors
 * @param folder {@code conf/accelerators/}
 */
record ShippedFiles(String kind, String folder) {
  private static final String SUFFIX = ".yaml";

  /**
   * @param place the file or command that gives the name, for errors
   * @param home the project's folder
   */
  String text(String place, String nameOrPath, Path home) {
    if (nameOrPath.endsWith(SUFFIX) || nameOrPath.contains("/")) {
      return YamlFile.text(Path.of(nameOrPath));
    }
    Path file = home.resolve(folder + nameOrPath + SUFFIX);
    if (Files.exists(file)) {
      return YamlFile.text(file);
    }
    try (InputStream carried =
        ShippedFiles.class.getClassLoader().getResourceAsStream(folder + nameOrPath + SUFFIX)) {
      if (carried == null) {
        throw Nearest.unknown(place, kind, nameOrPath, names(home));
      }
      return new String(carried.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the application jar cannot be read", e);
    }
  }

  /** The names in the folder. */
  List<String> names(Path home) {
    Path directory = home.resolve(folder);
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(directory + " cannot be listed", e);
    }
  }
}
