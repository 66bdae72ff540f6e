package org.greensweep.jobs.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.greensweep.jobs.conf.Home;
import org.greensweep.network.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where results lie. */
final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description =
          "Where results lie: an existing directory, or a URI that Spark knows. Default: output/ of the project.")
  private @Nullable String output;

  /** The directory as Spark takes it; a local one must exist. */
  String location() {
    if (isRemote()) {
      return String.valueOf(output);
    }
    return directory().toAbsolutePath().normalize().toString();
  }

  /** The local directory, which must exist. */
  Path directory() {
    if (isRemote()) {
      throw new UserError(
          "--output " + output + ": this command reads local directories; give a path");
    }
    Path path = output == null ? Home.output() : Path.of(output);
    if (!Files.isDirectory(path)) {
      throw new UserError(
          "--output " + path + ": no such directory; create it first (mkdir -p " + path + ")");
    }
    return path;
  }

  /** Refuses a directory that cannot be written before any work is done. */
  void checkWritable() {
    if (!isRemote() && !Files.isWritable(directory())) {
      throw new UserError(
          "--output "
              + directory()
              + ": not writable; change its permissions or give another directory");
    }
  }

  private boolean isRemote() {
    return output != null && output.matches("[a-z][a-z0-9+.-]+://.*");
  }
}
