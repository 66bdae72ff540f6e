package org.greensweep.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The JDKs of this machine: the one that runs this, and those that Debian keeps side by side. */
final class Jdks {
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");
  private static final int OLDEST_SUPPORTED = 17;

  private record Jdk(int version, Path home) {}

  private Jdks() {}

  /** The home of the JDK that {@code jvm} stands for: the newest or oldest from 17 upwards. */
  static Path home(Contestant.Jvm jvm) {
    List<Jdk> jdks = installed();
    return switch (jvm) {
      case OLDEST -> jdks.get(0).home();
      case NEWEST -> jdks.get(jdks.size() - 1).home();
    };
  }

  /** Whether the machine has more than one version. */
  static boolean severalVersions() {
    List<Jdk> jdks = installed();
    return jdks.get(0).version() < jdks.get(jdks.size() - 1).version();
  }

  private static List<Jdk> installed() {
    Jdk running = new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    try (Stream<Path> homes =
        Files.isDirectory(INSTALLED) ? Files.list(INSTALLED) : Stream.<Path>empty()) {
      return Stream.concat(
              Stream.of(running),
              homes
                  .filter(home -> !Files.isSymbolicLink(home))
                  .filter(home -> Files.isExecutable(home.resolve("bin").resolve("java")))
                  .map(home -> new Jdk(version(home), home)))
          .filter(jdk -> jdk.version() >= OLDEST_SUPPORTED)
          .sorted(Comparator.comparingInt(Jdk::version))
          .toList();
    } catch (IOException e) {
      return List.of(running);
    }
  }

  /** From a line such as {@code JAVA_VERSION="17.0.9"}; 0 where there is none. */
  private static int version(Path home) {
    try {
      return Files.readAllLines(home.resolve("release")).stream()
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.replaceAll("[^0-9.]", "").split("\\.")[0])
          .mapToInt(Integer::parseInt)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
