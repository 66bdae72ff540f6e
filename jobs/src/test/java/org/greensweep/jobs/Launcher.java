package org.greensweep.jobs;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code jobs/greensweep} as a user would, in a process of its own. */
final class Launcher {
  static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  private Launcher() {}

  /** What a finished command said. */
  record Finished(int exitCode, String out, String err) {}

  static Finished greensweep(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(HOME.resolve("jobs/greensweep").toString()));
    command.addAll(List.of(arguments));
    return run(new ProcessBuilder(command).directory(HOME.toFile()));
  }

  static Finished run(ProcessBuilder builder) throws IOException, InterruptedException {
    File out = Files.createTempFile("greensweep", ".out").toFile();
    File err = Files.createTempFile("greensweep", ".err").toFile();
    try {
      int exitCode = builder.redirectOutput(out).redirectError(err).start().waitFor();
      return new Finished(
          exitCode,
          Files.readString(out.toPath(), StandardCharsets.UTF_8),
          Files.readString(err.toPath(), StandardCharsets.UTF_8));
    } finally {
      Files.delete(out.toPath());
      Files.delete(err.toPath());
    }
  }
}
