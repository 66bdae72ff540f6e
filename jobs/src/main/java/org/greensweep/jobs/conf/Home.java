package org.greensweep.jobs.conf;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the project lies: what the launcher found, else the working directory (spark-submit). */
public final class Home {
  private Home() {}

  public static Path path() {
    return Path.of(System.getProperty("greensweep.home", ""));
  }

  public static Path output() {
    return path().resolve("output");
  }

  public static Path logs() {
    String logs = System.getProperty("greensweep.logs");
    return logs == null ? output().resolve("logs") : Path.of(logs);
  }

  /**
   * The application jar that the launcher started, or {@code null} under spark-submit, which ships
   * its own.
   */
  public static @Nullable Path jar() {
    String jar = System.getProperty("greensweep.jar");
    return jar == null ? null : Path.of(jar);
  }
}
