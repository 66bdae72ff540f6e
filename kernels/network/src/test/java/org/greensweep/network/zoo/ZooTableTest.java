package org.greensweep.network.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.greensweep.network.Network;
import org.greensweep.network.NetworkProfile;
import org.greensweep.network.PrecisionPlans;
import org.junit.jupiter.api.Test;

/**
 * The README's table of networks is this one. {@code mvn verify -pl kernels/network -am
 * -Dgreensweep.regenerate=true} writes it anew.
 */
class ZooTableTest {
  private static final Path README = Path.of("README.md");
  private static final String BEGIN = "<!-- table of networks: written by ZooTableTest -->\n";
  private static final String END = "<!-- end of the table of networks -->";

  private record Published(String network, int resolution, String figure, BigDecimal value) {}

  @Test
  void theReadmesTableIsWhatTheZooComputes() throws IOException {
    String readme = Files.readString(README);
    int begin = readme.indexOf(BEGIN);
    int end = readme.indexOf(END);
    assertThat(begin).as("README.md lacks %s", BEGIN).isNotNegative().isLessThan(end);
    String current = readme.substring(0, begin + BEGIN.length()) + table() + readme.substring(end);
    if (Boolean.getBoolean("greensweep.regenerate")) {
      Files.writeString(README, current);
    }
    assertThat(Files.readString(README))
        .as("README.md is out of date; run with -Dgreensweep.regenerate=true")
        .isEqualTo(current);
  }

  private static String table() throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("| network | input | smallest | parameters | published | G MAC | published ");
    text.append("| binary G MAC | published | elementwise M | MiB fp32 | MiB int8 | MiB binary ");
    text.append("| published | peak activation MiB fp32 | operations per byte fp32 |\n");
    text.append("|---").append("|---:".repeat(15)).append("|\n");
    List<Published> golden = golden();
    for (String name : Zoo.names()) {
      text.append(row(name, golden));
    }
    return text.toString();
  }

  private static String row(String name, List<Published> golden) {
    int resolution = Zoo.defaultResolution(name);
    Network network = Zoo.network(name, resolution);
    NetworkProfile profile = NetworkProfile.of(network, PrecisionPlans.of("fp32", network));
    boolean binary = network.binaryMultiplyAccumulates() > 0;
    List<String> cells =
        List.of(
            "`" + name + "`",
            "" + resolution,
            "" + Zoo.minimumResolution(name),
            "%,d".formatted(network.parameters()),
            published(golden, name, resolution, List.of("parameters")),
            digits(ZooFigures.compute(network, "gmacs"), 4),
            published(golden, name, resolution, List.of("gmacs", "macs")),
            binary ? digits(ZooFigures.compute(network, "binary_gmacs"), 4) : "",
            published(golden, name, resolution, List.of("binary_gmacs")),
            digits(BigDecimal.valueOf(profile.elementwiseOperations(), 6), 2),
            mebibytes(network, "fp32"),
            mebibytes(network, "int8"),
            mebibytes(network, "binary"),
            published(golden, name, resolution, List.of("model_mib")),
            digits(BigDecimal.valueOf(profile.peakActivationBytes() / 1048576.0), 2),
            String.format(Locale.ROOT, "%.1f", profile.arithmeticIntensity()));
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static String mebibytes(Network network, String plan) {
    long bytes = PrecisionPlans.of(plan, network).modelBytes(network);
    return digits(BigDecimal.valueOf(bytes / 1048576.0), 3);
  }

  private static String digits(BigDecimal value, int digits) {
    return value.setScale(digits, RoundingMode.HALF_UP).toPlainString();
  }

  /** The first of {@code figures} that is published, in the unit of the column. */
  private static String published(
      List<Published> golden, String name, int resolution, List<String> figures) {
    for (String figure : figures) {
      Optional<Published> found =
          golden.stream()
              .filter(row -> row.network().equals(name) && row.resolution() == resolution)
              .filter(row -> row.figure().equals(figure))
              .findFirst();
      if (found.isPresent()) {
        BigDecimal value = found.get().value();
        return switch (figure) {
          case "parameters" -> "%,d".formatted(value.longValueExact());
          case "macs" -> value.movePointLeft(9).toPlainString();
          default -> value.toPlainString();
        };
      }
    }
    return "";
  }

  private static List<Published> golden() throws IOException {
    List<Published> rows = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("src/test/resources/zoo-golden.csv"))) {
      String[] cells = line.split(",", 7);
      if (cells[2].equals("3") && cells[3].equals("1000")) {
        int resolution = Integer.parseInt(cells[1]);
        rows.add(new Published(cells[0], resolution, cells[4], new BigDecimal(cells[5])));
      }
    }
    return rows;
  }
}
