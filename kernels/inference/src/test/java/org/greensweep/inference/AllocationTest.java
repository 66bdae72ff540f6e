package org.greensweep.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.greensweep.inference.kernel.KernelsScalar;
import org.greensweep.network.Network;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A run makes nothing but its output: of the scalar kernels at once, of the vector kernels once
 * they are compiled (an interpreted vector is an object), each precision in a JVM of its own, as a
 * sweep runs it.
 */
class AllocationTest {
  /** Lists, their iterators and array headers of one run, of whatever size the network is. */
  private static final long SMALL_BYTES = 4096;

  /** But for the plain attention, which makes arrays of its own. */
  static List<Network> networks() {
    return AllocationProbe.networks().stream()
        .filter(network -> !network.name().equals("tokens"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aRunAllocatesItsOutputOnly(Network network) {
    for (String precision : List.of("fp32", "int8", "binary")) {
      long bytes =
          AllocationProbe.leastBytes(network, precision, new KernelsScalar(), 5, SMALL_BYTES);
      assertThat(bytes).as("%s in %s", network.name(), precision).isLessThan(SMALL_BYTES);
    }
  }

  /**
   * C2 of JDK 17 makes objects of vectors in one JVM of twenty or fewer, most often of 1-bit
   * layers, which a network keeps at any number of bits: one of three must make none there.
   */
  @ParameterizedTest
  @ValueSource(strings = {"fp32", "int8", "int4", "int2", "ternary", "binary"})
  void soDoCompiledVectors(String precision) throws IOException, InterruptedException {
    int jvms = Runtime.version().feature() >= 25 ? 1 : 3;
    List<String> large = List.of("no JVM has run");
    for (int jvm = 0; jvm < jvms && !large.isEmpty(); jvm++) {
      large =
          probe(precision).stream()
              .filter(
                  line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)) >= SMALL_BYTES)
              .toList();
    }
    assertThat(large).isEmpty();
  }

  /** A line for each network, which ends in the bytes of its least run. */
  private static List<String> probe(String precision) throws IOException, InterruptedException {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                AllocationProbe.class.getName(),
                Long.toString(SMALL_BYTES),
                precision)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(jvm.waitFor()).as(printed).isZero();
    assertThat(printed.lines()).hasSameSizeAs(AllocationProbe.networks());
    return printed.lines().toList();
  }
}
