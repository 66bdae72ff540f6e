package org.greensweep.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapCommandTest {
  private static final String LAYER = "M=8 C=6 P=6 Q=8 R=3 S=2";
  private static final String MAPPING =
      "DRAM[WIO] for C2 M2 / GlobalBuffer[WIO] for C3 P2 Q8 | spX P3 | spY R3 / RegFile[WIO] for M4 S2";

  @Test
  void aGivenMappingIsCountedInWordsOfOneInstance() throws IOException {
    Answer answer =
        Answer.to(
            "map", "--accelerator", "oracle-e12", "--layer", LAYER, "--mapping", MAPPING, "--json");
    JsonNode json = new ObjectMapper().readTree(answer.out());

    assertThat(json.get("mapping").asText()).isEqualTo(MAPPING);
    assertThat(json.get("macs").asLong()).isEqualTo(8 * 6 * 6 * 8 * 3 * 2);
    assertThat(json.get("cycles").asLong()).isEqualTo(2 * 2 * 3 * 2 * 8 * 4 * 2);
    assertThat(json.get("search").isNull()).isTrue();
    JsonNode weights = json.get("levels").get(3);
    assertThat(weights.get("level").asText()).isEqualTo("GlobalBuffer");
    assertThat(weights.get("dataspace").asText()).isEqualTo("weights");
    // 4 filters, 3 channels, 3 x 2 taps.
    assertThat(weights.get("tile_words").asLong()).isEqualTo(72);
    // Every weight once; P2 inside the tile's channels reads the filter rows of the PEs again.
    assertThat(weights.get("fills").asLong()).isEqualTo(8 * 6 * 3 * 2);
    double sum =
        json.get("compute_pj").asDouble()
            + json.get("static_pj").asDouble()
            + json.get("network_pj").asDouble();
    for (JsonNode level : json.get("levels")) {
      sum += level.get("energy_pj").asDouble();
    }
    assertThat(json.get("energy_pj").asDouble()).isCloseTo(sum, within(1e-6 * sum));
  }

  @Test
  void theBestMappingFoundIsAMappingThatCostsTheSame() throws IOException {
    String[] search = {
      "map", "-a", "eyeriss", "-l", "M=32 C=16 P=14 Q=14 R=3 S=3", "-d", "row-stationary", "--json"
    };
    JsonNode found = new ObjectMapper().readTree(Answer.to(search).out());
    assertThat(found.get("search").get("evaluated").asLong()).isPositive();
    assertThat(found.get("search").get("optimal").isBoolean()).isTrue();

    String[] given = search.clone();
    given[5] = "--mapping";
    given[6] = found.get("mapping").asText();
    JsonNode evaluated = new ObjectMapper().readTree(Answer.to(given).out());
    assertThat(evaluated.get("energy_pj")).isEqualTo(found.get("energy_pj"));
    assertThat(evaluated.get("levels")).isEqualTo(found.get("levels"));
  }

  @Test
  void theFastestMappingIsAsFastAsTheThriftiestAndNoThriftier() throws IOException {
    JsonNode thrifty = searched("energy");
    JsonNode fast = searched("delay");
    assertThat(fast.get("cycles").asLong()).isLessThanOrEqualTo(thrifty.get("cycles").asLong());
    assertThat(fast.get("energy_pj").asDouble())
        .isGreaterThanOrEqualTo(thrifty.get("energy_pj").asDouble());
    assertThat(fast.get("search").get("gap_percent").asDouble()).isBetween(0.0, 100.0);

    Answer wrong = Answer.to("map", "-a", "isca16-256", "-l", "M=8", "-o", "beauty");
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("'beauty'").contains("energy-delay");
  }

  private static JsonNode searched(String objective) throws IOException {
    String[] search = {
      "map",
      "-a",
      "isca16-256",
      "-l",
      "M=30 C=20 P=13 Q=13 R=3 S=3",
      "-d",
      "row-stationary",
      "-o",
      objective,
      "--json"
    };
    return new ObjectMapper().readTree(Answer.to(search).out());
  }

  @Test
  void textShowsLoopsCountsAndBars() {
    Answer answer = Answer.to("map", "-a", "oracle-e12", "-l", LAYER, "-m", MAPPING);
    assertThat(answer.out())
        .contains("across columns, P in 3   (output rows)")
        .contains("[GlobalBuffer, 1,024 bytes, keeps weights, inputs, outputs]")
        .contains("one multiply-accumulate")
        .contains("####");
  }

  /** Peer's counts: every weights and outputs cell, inputs where its full overlap is known. */
  @Test
  void aBatchAnswersTheOracleCellByCell(@TempDir Path folder) throws IOException {
    Path file = Oracle.write(folder);
    Answer answer = Answer.to("map", "--batch", file.toString());
    assertThat(answer.err()).isEmpty();
    assertThat(Oracle.differences(Files.readString(file), answer.out())).isEmpty();
  }

  @Test
  void aBatchWithoutLevelsAnswersAllOfThem(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mine.csv");
    Files.writeString(file, "layer,M,C,P,Q,R,S,mapping\na,8,6,6,8,3,2," + MAPPING + "\n");
    Answer answer = Answer.to("map", "-b", file.toString(), "-a", "oracle-e12");
    assertThat(answer.out().lines().toList()).hasSize(1 + 9);
    assertThat(answer.out()).contains("GlobalBuffer,Weights,1,72,1,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "M=8 C=6 P=0            | P is 0; it must be 1 to 2147483647",
        "M=8 C=6 P=-3           | P is -3; it must be 1 to",
        "M=8 P=99999999999      | P is 99999999999; it must be 1 to 2147483647",
        "M=8 P=1.5              | P is '1.5'; it must be a whole number",
        "M=8 M=9                | M is given twice",
        "M=8 K=9                | unknown dimension 'K'; the nearest of",
        "M 8                    | cannot read 'M'",
        "M=8 P=4 stride=0       | stride is 0; it must be 1 to",
        "M=8 P=4 stride=1x2x3   | stride is '1x2x3'; write one number, or rows x columns",
        "N=2000000000 M=2000000000 C=2000000000 | exceed 64 bits"
      })
  void aLayerThatCannotBeIsRefused(String layer, String message) {
    Answer answer = Answer.to("map", "-a", "oracle-e12", "-l", layer, "-d", "weight-stationary");
    assertThat(answer.err()).contains(message);
    assertThat(answer.exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "for C2 M2;for C2               | factors of M multiply to 4 but the layer has 8; raise a factor",
        "RegFile;Spad                   | accelerator oracle-e12 has [DRAM, GlobalBuffer, RegFile]",
        "spX P3;spX P6                  | spreads 6 instances along spX but there are 4",
        "for C3 P2 Q8;for C3 P2 Q8 M999999999 N999999999 G999999999 C999999999 | exceed 64 bits",
        "for M4 S2;for M4 S2 C64        | exceed its 1024 bytes by 4096 bits; move factors to an outer level"
      })
  void aMappingThatCannotBeIsRefused(String change, String message) {
    String[] sides = change.split(";");
    Answer answer =
        Answer.to(
            "map", "-a", "oracle-e12", "-l", LAYER, "-m", MAPPING.replace(sides[0], sides[1]));
    assertThat(answer.err()).contains(message);
    assertThat(answer.exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "word-bits: 16;word-bits: 0              | word is 0 bits; it must be 1 to 128",
        "word-bits: 16;word-bits: -8             | word is -8 bits; it must be 1 to 128",
        "capacity-bytes: 1024;capacity-bytes: 1  | GlobalBuffer: 1 bytes cannot hold one word of 16 bits; it needs at least 2",
        "capacity-bytes: 128;capacity-bytes: 2   | RegFile: 2 bytes cannot hold one word of 16 bits of each of 3 operands",
        "capacity-bytes: 1024;capacity-bytes: 9223372036854775807 | must be at most 1125899906842624 (1 PiB)",
        "rows: 3;rows: 0                         | rows of PEs is 0; it must be at least 1",
        "rows: 3;rows: 2000000000                | it must be at most 16777216",
        "kind: buffer;kind: bufer                | expected one of dram, buffer, network, register-file",
        "description:;descripton:               | unknown key 'descripton'; the nearest of"
      })
  void anAcceleratorThatCannotBeIsRefused(String change, String message, @TempDir Path folder)
      throws IOException {
    String[] sides = change.split(";");
    String yaml = Files.readString(Path.of("..", "conf", "accelerators", "oracle-e12.yaml"));
    assertThat(yaml).contains(sides[0]);
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, yaml.replaceFirst(sides[0], sides[1]));
    Answer answer = Answer.to("map", "-a", file.toString(), "-l", LAYER, "-m", MAPPING);
    assertThat(answer.err()).contains(message);
    assertThat(answer.exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "layr,mapping;a,x                  | line 1: unknown column 'layr'; the nearest of",
        "layer,M;a,2                       | line 1: column 'mapping' is missing",
        "M,mapping;2                       | line 2: has 1 values under 2 columns",
        "M,mapping,level,dataspace;1,DRAM[WIO] for - / GlobalBuffer[WIO] for - / RegFile[WIO] for -,Spad,Weights | line 2: unknown level 'Spad'",
        "M,mapping,level;1,x,y             | columns 'level' and 'dataspace' go together",
        "M,mapping;x,DRAM                  | line 2: M is 'x'",
        "M,mapping;1,DRAM                  | line 2: Mapping: cannot read level 'DRAM'",
        "M,M,mapping;1,1,x                 | cannot be read as CSV"
      })
  void aBatchThatCannotBeReadNamesItsLine(String csv, String message, @TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("mine.csv");
    Files.writeString(file, csv.replace(';', '\n') + "\n");
    Answer answer = Answer.to("map", "-b", file.toString(), "-a", "oracle-e12");
    assertThat(answer.err()).contains("mine.csv").contains(message);
    assertThat(answer.exit()).isEqualTo(2);
  }

  @Test
  void namesHaveNeighbours() {
    assertThat(Answer.to("map", "-a", "eyeris", "-l", LAYER).err()).contains("eyeriss");
    assertThat(Answer.to("map", "-a", "eyeriss", "-l", LAYER, "-d", "row-static").err())
        .contains("row-stationary");
    assertThat(Answer.to("map", "-a", "eyeriss", "-l", LAYER, "-p", "quad").exit()).isEqualTo(2);
    assertThat(Answer.to("map", "-a", "eyeriss").err()).contains("--layer");
  }
}
