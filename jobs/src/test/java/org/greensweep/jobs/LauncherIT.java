package org.greensweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.greensweep.jobs.Launcher.Finished;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The launcher and the application jar from outside: exit codes, streams, and that a mistake writes
 * nothing.
 */
class LauncherIT {
  @TempDir private Path folder;

  @Test
  void describePrintsANetworkForPeopleAndForPrograms() throws Exception {
    Finished text = Launcher.greensweep("describe", "resnet-18", "--resolution", "160");
    Finished json = Launcher.greensweep("describe", "resnet-18", "--json");

    assertThat(text.exitCode()).isZero();
    assertThat(text.out()).contains("11,689,512 parameters", "layer1.0.conv1");
    assertThat(text.err()).isEmpty();
    JsonNode described = new JsonMapper().readTree(json.out());
    assertThat(described.get("network").asText()).isEqualTo("resnet-18");
    assertThat(described.get("resolution").asInt()).isEqualTo(224);
    assertThat(described.get("parameters").asLong()).isEqualTo(11_689_512);
    assertThat(described.get("macs").asLong()).isEqualTo(1_814_073_344);
    assertThat(described.get("binary_macs").asLong()).isZero();
    assertThat(described.get("layers").get(1).fieldNames())
        .toIterable()
        .contains("name", "type", "input", "output", "parameters", "macs");
  }

  @Test
  void everyCommandHasHelpWithAnExample() throws Exception {
    for (String command :
        List.of("sweep", "show", "describe", "footprint", "reproduce", "training", "export")) {
      Finished help = Launcher.greensweep(command, "--help");

      assertThat(help.exitCode()).isZero();
      assertThat(help.out()).contains("Usage: greensweep " + command, "jobs/greensweep " + command);
    }
  }

  @Test
  void footprintShowsRangeFactorsAndWhatIsPublished() throws Exception {
    Finished text =
        Launcher.greensweep("footprint", "--kwh", "25.0", "--region", "DK", "--pue", "1");
    Finished json =
        Launcher.greensweep("footprint", "--kwh", "25.0", "--region", "DK", "--pue", "1", "--json");

    assertThat(text.exitCode()).as(text.err()).isZero();
    assertThat(text.out()).contains("Denmark", "g/kWh", "Published:", "4.7 kg");
    JsonNode grams = new JsonMapper().readTree(json.out()).get("grams");
    assertThat(grams.get("central").asDouble())
        .isBetween(grams.get("low").asDouble(), grams.get("high").asDouble());
  }

  @Test
  void reproduceJudgesEveryClaim() throws Exception {
    Finished json =
        Launcher.greensweep(
            "reproduce", "nas-lb", "five-cars", "--json", "--output", folder.toString());

    assertThat(json.exitCode()).as(json.err()).isZero();
    Finished rows =
        Launcher.greensweep(
            "show",
            "select claim_id, verdict from claims order by 1",
            "--json",
            "--output",
            folder.toString());
    assertThat(new JsonMapper().readTree(rows.out()).findValuesAsText("claim_id"))
        .containsExactly("five-cars", "nas-lb");
    JsonNode claims = new JsonMapper().readTree(json.out()).get("claims");
    assertThat(claims).hasSize(2);
    assertThat(claims.get(0).get("verdict").asText()).isEqualTo("holds");
  }

  static Stream<List<String>> mistakes() {
    return Stream.of(
        List.of("name a command"),
        List.of("nearest", "describe", "resnet18"),
        List.of("smallest resolution is", "describe", "alexnet", "--resolution", "8"),
        List.of(
            "Invalid value for option '--resolution'",
            "describe",
            "resnet-18",
            "--resolution",
            "x"),
        List.of("Unmatched argument", "sweeep"),
        List.of("Missing required option", "footprint", "--region", "DK"),
        List.of("which has no unit", "footprint", "--campaign", "FOLDER/campaign.yaml"),
        List.of("out of range", "training", "--batch", "0"),
        List.of(
            "unknown table",
            "export",
            "nothing",
            "--format",
            "csv",
            "--to",
            "FOLDER/output",
            "--output",
            "FOLDER/results"),
        List.of("DK", "footprint", "--kwh", "1", "--region", "Danmark"),
        List.of("nas-lb", "reproduce", "nas"),
        List.of("PUE", "footprint", "--kwh", "1", "--region", "DK", "--pue", "0.5"),
        List.of("no such file", "sweep", "FOLDER/none.yaml"),
        List.of(
            "no such directory; create it",
            "sweep",
            "conf/sweeps/quick.yaml",
            "--output",
            "FOLDER/none"),
        List.of("unknown key 'netwroks'", "sweep", "FOLDER/key.yaml", "--output", "FOLDER/output"),
        List.of("line 1", "sweep", "FOLDER/broken.yaml", "--output", "FOLDER/output"),
        List.of("run a sweep first", "show", "--output", "FOLDER/output"),
        List.of("no such directory", "show", "--output", "FOLDER/none"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsOneClearMessageExitTwoAndNothingWritten(List<String> messageAndArguments)
      throws Exception {
    Path output = Files.createDirectories(folder.resolve("output"));
    Files.writeString(folder.resolve("key.yaml"), "name: a\nnetwroks: [alexnet]\n");
    Files.writeString(folder.resolve("broken.yaml"), "name: [\n");
    Files.writeString(
        folder.resolve("campaign.yaml"),
        "name: a\njobs: [{name: b, power: 250, time: 1 h, region: DK}]\n");
    Files.createDirectories(folder.resolve("results/catalogue"));
    String[] arguments =
        messageAndArguments.stream()
            .skip(1)
            .map(argument -> argument.replace("FOLDER", folder.toString()))
            .toArray(String[]::new);

    Finished finished = Launcher.greensweep(arguments);

    assertThat(finished.exitCode()).as(finished.err()).isEqualTo(2);
    assertThat(finished.err()).contains(messageAndArguments.get(0)).doesNotContain("\tat ");
    assertThat(finished.out()).isEmpty();
    assertThat(output).isEmptyDirectory();
  }
}
