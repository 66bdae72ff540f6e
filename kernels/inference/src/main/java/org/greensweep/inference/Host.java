package org.greensweep.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.greensweep.inference.kernel.KernelProvider;

/**
 * The machine and JVM that a latency was measured on.
 *
 * @param vectorBits width of the vectors that the kernels use; 0 when they are scalar
 */
public record Host(
    String cpuModel, int logicalProcessors, String jvm, String operatingSystem, int vectorBits) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** This machine, now. */
  public static Host describe() {
    return new Host(
        readCpuModel(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        KernelProvider.best().vectorBits());
  }

  /** The kernel's model name where there is one, else the architecture. */
  private static String readCpuModel() {
    try (var lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
