package org.greensweep.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnergyCommandTest {
  private static final String[] SMALL = {
    "energy", "alexnet", "--resolution", "64", "--accelerator", "eyeriss", "--batch-size", "2"
  };

  private static String[] with(String[] arguments, String... more) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return all;
  }

  @Test
  void partsAddUpByLayerAndByData() throws IOException {
    JsonNode json = new ObjectMapper().readTree(Answer.to(with(SMALL, "--json")).out());
    double energy = json.get("energy_j").asDouble();
    double layers = 0;
    for (JsonNode layer : json.get("layers")) {
      double parts = layer.get("computation_j").asDouble() + layer.get("static_j").asDouble();
      for (JsonNode part : layer.get("parts")) {
        parts += part.get("energy_j").asDouble();
      }
      double whole = layer.get("energy_j").asDouble();
      assertThat(parts).isCloseTo(whole, within(1e-9 * whole));
      layers += whole;
    }
    double data = 0;
    for (JsonNode part : json.get("by_data")) {
      data += part.asDouble();
    }
    assertThat(layers).isCloseTo(energy, within(1e-9 * energy));
    assertThat(data).isCloseTo(energy, within(1e-9 * energy));
    assertThat(json.get("fused_energy_j").asDouble()).isLessThan(energy).isPositive();
    // AlexNet's convolutions and dense layers at 64 pixels, and what pools and norms compute.
    assertThat(json.get("macs").asLong()).isGreaterThan(60_000_000);
  }

  @Test
  void textAndCsvShowTheSameLayers() throws IOException {
    String text = Answer.to(SMALL).out();
    assertThat(text).contains("features.0").contains("By data").contains("computation");
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    List<CSVRecord> rows =
        format
            .parse(new StringReader(Answer.to(with(SMALL, "--format", "csv")).out()))
            .getRecords();
    assertThat(rows.get(0).get("layer")).isEqualTo("features.0");
    assertThat(Double.parseDouble(rows.get(0).get("DRAM_weights_j"))).isPositive();
  }

  /** What is written in the 25-field format costs the same when it is read back. */
  @Test
  void theMitFormatComesBack(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("layers.csv");
    Files.writeString(file, Answer.to(with(SMALL, "--format", "mit", "-z", "0.5")).out());
    assertThat(Files.readAllLines(file).get(0))
        .isEqualTo("1,67,67,3,2,0,8,11,11,3,64,0,8,15,15,64,2,0,8,4,4,0,0,0,0");
    JsonNode network =
        new ObjectMapper().readTree(Answer.to(with(SMALL, "--json", "-z", "0.5")).out());
    JsonNode back =
        new ObjectMapper()
            .readTree(Answer.to("energy", file.toString(), "-a", "eyeriss", "--json").out());
    assertThat(back.get("batch").asInt()).isEqualTo(2);
    int at = 0;
    for (JsonNode layer : network.get("layers")) {
      if (!layer.get("mapping").asText().isEmpty()) {
        double expected = layer.get("energy_j").asDouble();
        // Zeros are written as a whole number.
        assertThat(back.get("layers").get(at).get("energy_j").asDouble())
            .isCloseTo(expected, within(1e-4 * expected));
        at++;
      }
    }
    assertThat(at).isEqualTo(8).isEqualTo(back.get("layers").size());
  }

  /** Eyeriss v2 skips zeros of both operands: nine tenths of zeros leave a hundredth of MACs. */
  @Test
  void sparseWeightsSaveEnergyAndTimeWhereTheyAreSkipped(@TempDir Path folder) throws IOException {
    String[] dense = {"energy", "alexnet", "-r", "64", "-a", "eyeriss-v2-like", "--json"};
    String[] sparse = with(dense, "--weight-zeros", "0.9");
    JsonNode all = new ObjectMapper().readTree(Answer.to(dense).out());
    JsonNode few = new ObjectMapper().readTree(Answer.to(sparse).out());
    assertThat(few.get("energy_j").asDouble()).isLessThan(0.5 * all.get("energy_j").asDouble());
    assertThat(few.get("latency_s").asDouble()).isLessThan(0.5 * all.get("latency_s").asDouble());
    String[] gating = {"energy", "alexnet", "-r", "64", "-a", "eyeriss", "--json"};
    assertThat(Answer.to(with(gating, "-w", "0.9")).out()).isEqualTo(Answer.to(gating).out());

    Path file = folder.resolve("layers.csv");
    String[] mit = {"energy", "alexnet", "-r", "64", "-w", "0.9", "--format", "mit"};
    Files.writeString(file, Answer.to(mit).out());
    JsonNode back =
        new ObjectMapper()
            .readTree(
                Answer.to("energy", file.toString(), "-a", "eyeriss-v2-like", "--json").out());
    double expected = few.get("by_data").get("computation_j").asDouble();
    // The file has convolutions and dense layers only.
    assertThat(back.get("by_data").get("computation_j").asDouble())
        .isBetween(0.5 * expected, expected);

    String[] layer = {"map", "-a", "eyeriss-v2-like", "-l", "M=16 C=16 P=8 Q=8 R=3 S=3", "--json"};
    String[] row = with(layer, "-p", "int8", "-d", "row-stationary");
    JsonNode whole = new ObjectMapper().readTree(Answer.to(row).out());
    JsonNode half = new ObjectMapper().readTree(Answer.to(with(row, "-w", "0.5")).out());
    assertThat(half.get("compute_pj").asDouble())
        .isCloseTo(0.5 * whole.get("compute_pj").asDouble(), within(1e-6));
    assertThat(Answer.to(with(row, "-w", "1.5")).err()).contains("zero fraction of weights is 1.5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,67,67,3 | line 1: has 4 numbers; a layer has 25",
        "1,67,67,3,1,0,8,11,11,3,64,0,8,15,15,64,1,0,8,4,4,0,0,0,x | number 25 is 'x'",
        "1,67,67,3,1,0,8,11,11,3,64,0,8,14,15,64,1,0,8,4,4,0,0,0,0 | output height is 14 but 15 follows",
        "1,67,67,3,1,0,8,11,11,2,64,0,8,15,15,64,1,0,8,4,4,0,0,0,0 | input channels is 3 but 2 follows",
        "1,67,67,3,1,0,8,11,11,0,64,0,8,15,15,64,1,0,8,4,4,0,0,0,0 | input channels is 3 but 0 follows",
        "1,67,67,3,1,0,0,11,11,3,64,0,8,15,15,64,1,0,8,4,4,0,0,0,0 | input bits is 0; it must be 1 to",
        "1,67,67,3,1,0,8,11,11,3,64,0,8,15,15,64,1,0,8,0,4,0,0,0,0 | output height is 15 but 57 follows",
        "1,67,67,3,1,99999,8,11,11,3,64,0,8,15,15,64,1,0,8,4,4,0,0,0,0 | 99999 of 13467 inputs are zero"
      })
  void aMitFileThatCannotBeIsRefused(String text, String message, @TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("layers.csv");
    Files.writeString(file, text + "\n");
    Answer answer = Answer.to("energy", file.toString());
    assertThat(answer.err()).contains("layers.csv, line 1").contains(message);
    assertThat(answer.exit()).isEqualTo(2);
  }

  /** A network that was written as an ONNX file costs what it costs under its name. */
  @Test
  void anOnnxFileCostsWhatItsNetworkCosts(@TempDir Path folder) throws IOException {
    String file = folder.resolve("mine.onnx").toString();
    String[] export = {"export-onnx", "squeezenet-1.1", "-r", "64", "--to", file};
    assertThat(Answer.to(export).exit()).isZero();
    String[] named = {"energy", "squeezenet-1.1", "-r", "64", "-a", "eyeriss", "--json"};
    String[] read = {"energy", file, "-a", "eyeriss", "--json"};
    JsonNode expected = new ObjectMapper().readTree(Answer.to(named).out());
    JsonNode found = new ObjectMapper().readTree(Answer.to(read).out());
    assertThat(mapped(found)).hasSizeGreaterThan(20).isEqualTo(mapped(expected));
  }

  /** Energies of the layers that have a mapping, in order. */
  private static List<Double> mapped(JsonNode answer) {
    List<Double> energies = new ArrayList<>();
    for (JsonNode layer : answer.get("layers")) {
      if (!layer.get("mapping").asText().isEmpty()) {
        energies.add(layer.get("energy_j").asDouble());
      }
    }
    return energies;
  }

  @Test
  void mistakesAreNamed() {
    assertThat(Answer.to("energy", "alexnett").err()).contains("alexnet");
    assertThat(Answer.to("energy", "alexnet", "-p", "int9").exit()).isEqualTo(2);
    assertThat(Answer.to("energy", "alexnet", "-n", "0").err()).contains("batch is 0");
    assertThat(Answer.to("energy", "alexnet", "-z", "2").err()).contains("zero fraction");
    assertThat(Answer.to("energy", "nowhere.csv").err()).contains("no such file");
  }
}
