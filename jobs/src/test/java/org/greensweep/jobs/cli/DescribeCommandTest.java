package org.greensweep.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.greensweep.jobs.Main;
import org.greensweep.jobs.TinyOnnx;
import org.greensweep.network.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DescribeCommandTest {
  private record Answer(int exit, String out, String err) {}

  private static Answer describe(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine =
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] all = new String[arguments.length + 1];
    all[0] = "describe";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    int exit = commandLine.execute(all);
    return new Answer(exit, out.toString(), err.toString());
  }

  @Test
  void jsonHoldsTheFiguresOfTheNetworkAndOfEachLayer() throws IOException {
    JsonNode json = new ObjectMapper().readTree(describe("resnet-18", "--json").out());
    assertThat(json.get("network").asText()).isEqualTo("resnet-18");
    assertThat(json.get("resolution").asInt()).isEqualTo(224);
    assertThat(json.get("parameters").asLong()).isEqualTo(11_689_512);
    assertThat(json.get("macs").asLong()).isEqualTo(1_814_073_344);
    assertThat(json.get("binary_macs").asLong()).isZero();
    assertThat(json.get("weight_bytes").asLong()).isEqualTo(4 * 11_689_512);
    assertThat(json.get("peak_activation_bytes").asLong()).isPositive();
    JsonNode conv = json.get("layers").get(1);
    assertThat(conv.get("name").asText()).isEqualTo("conv1");
    assertThat(conv.get("type").asText()).isEqualTo("convolution");
    assertThat(conv.get("input").get(0).asText()).isEqualTo("3x224x224");
    assertThat(conv.get("output").asText()).isEqualTo("64x112x112");
    assertThat(conv.get("parameters").asLong()).isEqualTo(9408);
    assertThat(conv.get("macs").asLong()).isEqualTo(118_013_952);
  }

  @Test
  void aFileIsDescribedLikeANetworkOfTheZoo(@TempDir Path folder) throws IOException {
    String file = TinyOnnx.write(folder.resolve("tiny.onnx"), "Relu").toString();
    JsonNode json =
        new ObjectMapper().readTree(describe(file, "--resolution", "32", "--json").out());
    assertThat(json.get("network").asText()).isEqualTo("tiny");
    assertThat(json.get("resolution").asInt()).isEqualTo(32);
    assertThat(json.get("parameters").asLong()).isEqualTo(8 * 27 + 90);
    assertThat(json.get("macs").asLong()).isEqualTo(8 * 27 * 16 * 16 + 80);
    assertThat(json.get("layers").get(1).get("name").asText()).isEqualTo("conv");

    Answer wide = describe(file, "--dim", "height=16", "--dim", "width=32");
    assertThat(wide.out()).startsWith("tiny in fp32").contains("8x8x16");
    Answer open = describe(file);
    assertThat(open.exit()).isEqualTo(2);
    assertThat(open.err()).contains("'height'", "--resolution").doesNotContain("Exception");
    Answer unknown = describe(file, "--resolution", "32", "--dim", "depth=3");
    assertThat(unknown.err()).contains("depth", "height");
  }

  @Test
  void whatIsNotSupportedIsNamedAndTheRestIsDescribed(@TempDir Path folder) throws IOException {
    String file = TinyOnnx.write(folder.resolve("odd.onnx"), "Einsum").toString();
    Answer answer = describe(file, "--resolution", "32");
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.out()).contains("conv ", "8x16x16");
    assertThat(answer.err()).contains("Einsum, once: relu");
  }

  @Test
  void aBinaryArchitectureIsDescribedAsOneUnlessAskedOtherwise() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode binary = mapper.readTree(describe("binarydensenet-28", "--json").out());
    assertThat(binary.get("precision").asText()).isEqualTo("binary");
    assertThat(binary.get("binary_macs").asLong())
        .isEqualTo(Zoo.network("binarydensenet-28", 224).binaryMultiplyAccumulates());
    JsonNode full = mapper.readTree(describe("binarydensenet-28", "--json", "-p", "fp32").out());
    assertThat(full.get("binary_macs").asLong()).isZero();
    assertThat(full.get("weight_bytes").asLong())
        .isGreaterThan(binary.get("weight_bytes").asLong());
  }

  @Test
  void aNetworkThatSelectsPatchesShowsItsShareOfPixelsAndOfWork() throws IOException {
    String name = "attention-sampling:n=50,scale=0.12";
    Answer answer = describe(name, "--resolution", "1500", "--json");
    assertThat(answer.err()).isEmpty();
    JsonNode share = new ObjectMapper().readTree(answer.out()).get("patch_share");
    assertThat(share.get("pixel_percent").asDouble()).isCloseTo(6.996, within(0.0005));
    assertThat(share.get("mac_percent").asDouble()).isCloseTo(3.68, within(0.01));
    assertThat(describe("attention-sampling:n=5").out())
        .contains("looks at 9.000 % of the pixels, with 3.47 % of the multiply-accumulates of");
    assertThat(describe("resnet-18", "--json").out()).doesNotContain("patch_share");
    assertThat(describe("attention-sampling:m=5").exit()).isEqualTo(2);
  }

  @Test
  void csvHasOneLineALayer() throws IOException {
    Answer answer = describe("googlenet", "--resolution", "96", "--format", "csv");
    assertThat(answer.exit()).isZero();
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    List<CSVRecord> rows = format.parse(new StringReader(answer.out())).getRecords();
    assertThat(rows).hasSize(Zoo.network("googlenet", 96).nodes().size());
    long macs = rows.stream().mapToLong(row -> Long.parseLong(row.get("macs"))).sum();
    assertThat(macs).isEqualTo(Zoo.network("googlenet", 96).multiplyAccumulates());
  }

  @Test
  void textAndDotAreForPeople() {
    assertThat(describe("alexnet").out())
        .startsWith("alexnet at 224 x 224 in fp32: 61,100,840 parameters")
        .contains("operations per byte")
        .contains("features.0");
    assertThat(describe("alexnet", "--format", "dot").out())
        .startsWith("digraph \"alexnet\" {")
        .contains("n0 -> n1;");
  }

  @Test
  void mistakesNameTheNearestValidNamesAndExitWithTwo() {
    Answer network = describe("resnet18");
    assertThat(network.exit()).isEqualTo(2);
    assertThat(network.err()).contains("resnet18").contains("resnet-18");
    Answer precision = describe("resnet-18", "--precision", "int9");
    assertThat(precision.exit()).isEqualTo(2);
    assertThat(precision.err()).contains("int9").contains("int8");
    Answer small = describe("alexnet", "--resolution", "16");
    assertThat(small.exit()).isEqualTo(2);
    assertThat(small.err()).contains("smallest resolution is 63");
    assertThat(describe("resnet-18", "--format", "xml").exit()).isEqualTo(2);
  }
}
