package org.greensweep.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingCommandTest {
  @Test
  void fiveSettingsOfANetwork() throws Exception {
    CommandRun run =
        CommandRun.of(
            "training",
            "densenet-121",
            "--resolution",
            "256",
            "--channels",
            "1",
            "--classes",
            "1",
            "--json");
    JsonNode rows = new JsonMapper().readTree(run.out());
    assertThat(rows).as(run.err()).hasSize(5);
    JsonNode baseline = rows.get(0);
    JsonNode amp = rows.get(1);
    assertThat(baseline.get("setting").asText()).isEqualTo("baseline");
    // 6,948,609 parameters of 4 bytes, two states each.
    assertThat(baseline.get("weights GB").asDouble()).isEqualTo(0.0278);
    assertThat(baseline.get("optimiser").asDouble()).isEqualTo(0.0556);
    assertThat(amp.get("total GB").asDouble() / baseline.get("total GB").asDouble())
        .isBetween(0.5, 0.55);
    assertThat(amp.get("Wh/1000 samples").asDouble())
        .isLessThan(baseline.get("Wh/1000 samples").asDouble());
  }

  @Test
  void theStudysNetworksStandBesideItsTables() throws Exception {
    JsonNode rows = new JsonMapper().readTree(CommandRun.of("training", "--json").out());
    assertThat(rows).hasSize(40);
    assertThat(rows.get(0).get("printed GB").asText()).isEqualTo("6.6");
    assertThat(rows.get(0).get("total GB").asDouble()).isBetween(3.0, 13.0);
    assertThat(rows.findValuesAsText("Pareto")).contains("yes");
    assertThat(CommandRun.of("training").out()).contains("radar Wh", "PePR");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          --batch 0         | --batch 0 is out of range
          resnet18          | the nearest
          resnet-18 --batch x | Invalid value for option '--batch'
          alexnet --resolution 8 | smallest resolution is
          """)
  void aMistakeIsExitTwo(String arguments, String message) {
    CommandRun run = CommandRun.of(("training " + arguments).split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }
}
