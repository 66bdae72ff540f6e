package org.greensweep.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CheckCommandTest {
  private static final Path CONF = Path.of("..", "conf");

  static List<Path> shipped() throws IOException {
    try (Stream<Path> files = Files.walk(CONF)) {
      return files
          .filter(file -> file.toString().matches(".*/(accelerators|dataflows|sweeps)/.*yaml"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyShippedFileIsValid(Path file) {
    Answer answer = Answer.to("check", file.toString());
    assertThat(answer.err()).isEmpty();
    String kind = file.getParent().getFileName().toString().replaceAll("s$", "");
    assertThat(answer.out()).startsWith(file + ": a valid " + kind);
  }

  @Test
  void anAcceleratorIsShownBesideAMultiplyAccumulate() {
    assertThat(Answer.to("check", CONF + "/accelerators/eyeriss.yaml").out())
        .contains("12 x 14 PEs at 200 MHz, at most 33.6 G multiply-accumulates per second")
        .containsPattern("GlobalBuffer +buffer +110,592 .* 7.50")
        .containsPattern("DRAM .* 230");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dataflows/row-stationary.yaml | keeps: [weights | keeps: [weight | line 6, column 9",
        "dataflows/row-stationary.yaml | columns: \"GNMP\" | columns: \"GNMX\" | columns is 'GNMX' but 'X' is no loop",
        "dataflows/row-stationary.yaml | innermost: | inermost: | unknown key 'inermost'; the nearest of",
        "accelerators/isca16-256.yaml | dataflow: weight-stationary | dataflow: weight-static | unknown dataflow 'weight-static'",
        "accelerators/isca16-256.yaml | hertz: 200000000 | hertz: 0 | frequency is 0.0 Hz; it must be above 0",
        "sweeps/quick.yaml | resnet-18 | resnet-19 | unknown network 'resnet-19'"
      })
  void aMistakeIsNamed(String name, String good, String bad, String message, @TempDir Path folder)
      throws IOException {
    String text = Files.readString(CONF.resolve(name));
    assertThat(text).contains(good);
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, text.replace(good, bad));
    Answer answer = Answer.to("check", file.toString());
    assertThat(answer.err()).contains("mine.yaml").contains(message);
    assertThat(answer.exit()).isEqualTo(2);
  }

  @Test
  void withoutOperationsThoseOfTheProcessAreShown(@TempDir Path folder) throws IOException {
    String text = Files.readString(CONF.resolve("accelerators/oracle-e12.yaml"));
    Path file = folder.resolve("mine.yaml");
    String without = text.replaceAll("(?s)operations:.*?\nclock:", "clock:");
    Files.writeString(file, without + "technology-nanometers: 45\n");
    assertThat(Answer.to("check", file.toString()).out())
        .contains("lists no operations")
        .containsPattern("fp32 +4.6")
        .containsPattern("int8 +0.300")
        .containsPattern("binary +0.009");
    Files.writeString(file, without);
    assertThat(Answer.to("check", file.toString()).err()).contains("operations is missing");
  }

  @Test
  void oneMistakeInEveryPartAndEveryFileIsNamed(@TempDir Path folder) throws IOException {
    String text = Files.readString(CONF.resolve("accelerators/isca16-256.yaml"));
    Path first = folder.resolve("first.yaml");
    Files.writeString(
        first,
        text.replace("capacity-bytes: 512\n", "capacity-bytes: -512\n")
            .replace("read-picojoules: 6\n", "read-picojoules: -6\n")
            .replace("hertz: 200000000", "herz: 200000000"));
    Path second = folder.resolve("second.yaml");
    Files.writeString(second, "keeps: [weights\n");
    String good = CONF + "/accelerators/eyeriss.yaml";
    Answer answer = Answer.to("check", first.toString(), good, second.toString());
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.out()).contains("eyeriss.yaml: a valid accelerator");
    assertThat(answer.err())
        .containsOnlyOnce("-6.0")
        .containsOnlyOnce("-512")
        .containsOnlyOnce("clock: 'hertz': is missing")
        .contains("second.yaml");
  }

  /** Types of keys and of entries, unknown keys, and letters that do not go together. */
  @Test
  void everyMistakeOfADataflowIsNamed(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(
        file,
        """
        name: mine
        source: test
        keeps: [weight, inputs]
        columns: "GNMX"
        rows: "GG"
        whole: "S"
        inermost: "C"
        """);
    Answer answer = Answer.to("check", file.toString());
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err())
        .containsOnlyOnce("found 'weight'")
        .containsOnlyOnce("columns is 'GNMX' but 'X' is no loop")
        .containsOnlyOnce("rows is 'GG', which names G twice")
        .containsOnlyOnce("whole names S, which inside ('') does not allow")
        .containsOnlyOnce("unknown key 'inermost'; the nearest of 12 valid ones are innermost");
  }

  @Test
  void everyMistakeOfASweepIsNamed(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(
        file,
        """
        name: "my sweep"
        networks: [alexnett, ./none.onnx]
        resolutions: [0, 99999]
        precisions: [int9]
        accelerators: [nope]
        dataflows: [nope-either]
        batches: [0]
        weight-zero-fractions: [2]
        regions: [XX]
        threads: 0
        """);
    String said = Answer.to("check", file.toString()).err();
    assertThat(said)
        .containsOnlyOnce("'my sweep'; give the sweep a name")
        .containsOnlyOnce("unknown network 'alexnett'")
        .containsOnlyOnce("none.onnx: no such file; give the path")
        .containsOnlyOnce("resolution 0 is out of range")
        .containsOnlyOnce("resolution 99999 is out of range")
        .containsOnlyOnce("unknown precision 'int9'")
        .containsOnlyOnce("unknown accelerator 'nope'")
        .containsOnlyOnce("unknown dataflow 'nope-either'")
        .containsOnlyOnce("batch 0 is out of range")
        .containsOnlyOnce("weight zero fraction 2.0")
        .containsOnlyOnce("unknown region 'XX'")
        .containsOnlyOnce("threads is 0");
    assertThat(said.lines().filter(line -> !line.contains("mine.yaml"))).isEmpty();

    Files.writeString(file, "name: a\nnetworks: [alexnet]\nseed: x\nthreads: 1.5\nbatchs: [1]\n");
    assertThat(Answer.to("check", file.toString()).err())
        .containsOnlyOnce("'seed': expected a whole number")
        .containsOnlyOnce("threads: expected a whole number, found '1.5'")
        .containsOnlyOnce("unknown key 'batchs'; the nearest of 21 valid ones are batches");
  }

  /** What a user may hand over by mistake: each is named with its place and a cure. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | the file is empty | see conf/ for examples",
        "' \n\n' | the file is empty | see conf/ for examples",
        "'levels: [' | line 1, column 10: 'levels': while parsing a flow node, expected the node content | check indentation",
        "'levels: [{capacity-bytes: 99999999999999999999}]' | out of range of long | write a number",
        "'levels: [{read-picojoules: .nan}]' | Malformed numeric value '.nan' | write a number",
        "'levels: [null]' | has an empty entry | remove it",
        "'rows: 4\\ncompression: [{code: bitmask}]' | data-space is missing | write weights, inputs or outputs",
        "'rows: 4\\nzero-skipping: {inputs: true}' | weights': is missing | give true or false",
        "'rows: 4\\nscale-to-nanometers: ' | expected a number, found | columns': is missing; give a number",
        "'keeps: [null]' | has an empty entry | remove it",
        "'networks: [null]' | has an empty entry | remove it",
        "'levels: [{kind: bufer}]' | found 'bufer' | expected one of dram, buffer, network, register-file",
        "'name: a\nsource: b\nrows: 4\ncolumns: 4\nlevels: []' | clock is missing | add it as",
        "'name: a\nsource: b\nrows: 70000\ncolumns: 70000' | 70000 x 70000 PEs are 4900000000 | it must be at most 16777216"
      })
  void whatCannotBeIsRefused(String text, String message, String cure, @TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, text.replace("\\n", "\n"));
    Answer answer = Answer.to("check", file.toString());
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err())
        .contains("mine.yaml")
        .contains(message)
        .contains(cure)
        .doesNotContain("fasterxml")
        .doesNotContain("\tat ");
  }

  @Test
  void aFolderIsNoFile(@TempDir Path folder) throws IOException {
    for (String name : List.of("mine.yaml", "mine.csv", "mine.onnx")) {
      String path = Files.createDirectory(folder.resolve(name)).toString();
      String[] arguments =
          name.endsWith("yaml") ? new String[] {"check", path} : new String[] {"energy", path};
      Answer answer = Answer.to(arguments);
      assertThat(answer.exit()).as(name).isEqualTo(2);
      assertThat(answer.err()).as(name).containsPattern("(?i)is a (directory|folder)");
    }
    Answer none = Answer.to("energy", folder.resolve("none.onnx").toString());
    assertThat(none.err()).contains("none.onnx: no such file; give the path of one that exists");
  }

  @Test
  void aFileOfNoKindIsRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, "hello: world\n");
    assertThat(Answer.to("check", file.toString()).err()).contains("cannot tell what it describes");
  }

  @Test
  void memoriesTheWrongWayRoundAreWorthALook(@TempDir Path folder) throws IOException {
    String text = Files.readString(CONF.resolve("accelerators/oracle-e12.yaml"));
    Path file = folder.resolve("mine.yaml");
    Files.writeString(
        file,
        text.replace("capacity-bytes: 128", "capacity-bytes: 2048")
            .replace("read-picojoules: 1.0251", "read-picojoules: 0.5"));
    assertThat(Answer.to("check", file.toString()).out())
        .contains("GlobalBuffer costs less than one of RegFile")
        .contains("GlobalBuffer (1024 bytes) is smaller than RegFile below it (2048 bytes)");
  }
}
