package org.greensweep.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.greensweep.network.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The whole zoo runs at 224 and 512 in one JVM of 2 GiB. Takes minutes, so only with {@code
 * -Dgreensweep.memory=fp32,int8}, precisions of one's choice; with {@code
 * -Dgreensweep.regenerate=true} it writes the table of {@code kernels/README.md}.
 */
@EnabledIfSystemProperty(named = "greensweep.memory", matches = ".+")
class ZooMemoryTest {
  private static final Path README = Path.of("..", "README.md");
  private static final String BEGIN = "<!-- table of memory: written by ZooMemoryTest -->\n";
  private static final String END = "<!-- end of the table of memory -->";

  /** Smaller networks share one sentence. */
  private static final long LARGE_MEGABYTES = 256;

  @Test
  void theZooFitsTwoGibibytes() throws IOException, InterruptedException {
    List<String> precisions = List.of(System.getProperty("greensweep.memory").split(","));
    List<String> lines = new ArrayList<>();
    Process jvm = start(precisions);
    try (BufferedReader reader = jvm.inputReader(StandardCharsets.UTF_8)) {
      reader.lines().forEach(lines::add);
    }
    assertThat(jvm.waitFor())
        .as("ended after %s", lines.isEmpty() ? "nothing" : lines.get(lines.size() - 1))
        .isZero();
    // Each network takes at least one of the two resolutions.
    assertThat(lines).hasSizeGreaterThanOrEqualTo(precisions.size() * Zoo.names().size());
    if (Boolean.getBoolean("greensweep.regenerate")) {
      String text = Files.readString(README);
      int begin = text.indexOf(BEGIN) + BEGIN.length();
      Files.writeString(
          README,
          text.substring(0, begin) + table(lines, precisions) + text.substring(text.indexOf(END)));
    }
  }

  private static Process start(List<String> precisions) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                ZooMemoryProbe.class.getName()));
    command.addAll(precisions);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static String table(List<String> lines, List<String> precisions) {
    List<String> columns = new ArrayList<>();
    for (String precision : precisions) {
      columns.add(precision + " 224");
      columns.add(precision + " 512");
    }
    Map<String, Map<String, Long>> rows = new LinkedHashMap<>();
    for (String line : lines) {
      List<String> words = Arrays.asList(line.split(" "));
      rows.computeIfAbsent(words.get(0), key -> new TreeMap<>())
          .put(words.get(1) + " " + words.get(2), Long.valueOf(words.get(3)));
    }
    StringBuilder text = new StringBuilder("| network | " + String.join(" | ", columns) + " |\n");
    text.append("|---|").append("---:|".repeat(columns.size())).append('\n');
    List<Map.Entry<String, Map<String, Long>>> large =
        rows.entrySet().stream()
            .filter(row -> most(row) >= LARGE_MEGABYTES)
            .sorted(Comparator.comparing(ZooMemoryTest::most).reversed())
            .toList();
    for (Map.Entry<String, Map<String, Long>> row : large) {
      text.append("| `").append(row.getKey()).append("` |");
      for (String column : columns) {
        Long megabytes = row.getValue().get(column);
        text.append(megabytes == null ? " |" : " " + megabytes + " |");
      }
      text.append('\n');
    }
    return text.append(
            "\nMegabytes alive after a run, on Java %d; the other %d networks of the zoo take less than %d.\n"
                .formatted(
                    Runtime.version().feature(), rows.size() - large.size(), LARGE_MEGABYTES))
        .toString();
  }

  private static long most(Map.Entry<String, Map<String, Long>> row) {
    return row.getValue().values().stream().mapToLong(Long::longValue).max().orElseThrow();
  }
}
