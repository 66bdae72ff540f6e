package org.greensweep.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The command as a user meets it, without a process of its own. */
class FootprintCommandTest {
  private static CommandRun footprint(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "footprint";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return CommandRun.of(all);
  }

  private static JsonNode json(String... arguments) throws Exception {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = "--json";
    CommandRun said = footprint(all);
    assertThat(said.exitCode()).as(said.err()).isZero();
    return new JsonMapper().readTree(said.out());
  }

  @Test
  void twentyFiveKilowattHoursInDenmarkAreComparedWithThePublished4Point7Kilograms() {
    CommandRun said = footprint("--kwh", "25.0", "--region", "DK");
    assertThat(said.exitCode()).isZero();
    assertThat(said.out())
        .contains("25 kWh in Denmark", "PUE 1.54 (uptime-2025) x 143.3 g/kWh (lifecycle, 2024)")
        .contains("Published: Medical-imaging study", "4.7 kg", "188 g/kWh")
        .contains("17.4 % more", "0.762 times that intensity", "makes it 1.17 times");
  }

  @Test
  void joulesAndKilowattHoursAreOneEnergy() throws Exception {
    assertThat(json("--joules", "9e7", "--region", "FR").get("grams"))
        .isEqualTo(json("--kwh", "25", "--region", "FR").get("grams"));
  }

  @Test
  void aDeviceForSomeHoursHasItsManufactureAndItsScore() throws Exception {
    JsonNode answer =
        json(
            "--device=a100-sxm",
            "--hours=120",
            "--count=8",
            "--utilization=0.5",
            "--region=FR",
            "--pue=1",
            "--embodied=a100",
            "--share=0.5",
            "--inferences=1000000",
            "--per=1000-inferences");
    double joules = 8 * 120 * 3600 * 200.0;
    assertThat(answer.get("energy_it_j").asDouble()).isCloseTo(joules, within(1e-3));
    double grams = joules / 3.6e6 * 44.18;
    assertThat(answer.get("grams").get("central").asDouble()).isCloseTo(grams, within(0.1));
    double embodied = 318e3 * 960 / 35_040 * 0.5;
    assertThat(answer.get("embodied_grams").get("central").asDouble())
        .isCloseTo(embodied, within(1e-6));
    assertThat(answer.get("sci_grams").get("central").asDouble())
        .isCloseTo((grams + embodied) / 1000, within(1e-3));
    assertThat(answer.get("functional_unit").asText()).isEqualTo("1,000 inferences");
    assertThat(answer.get("statements").get("ML CO2 Impact").asText())
        .contains("960 hours", "8 x NVIDIA A100 SXM", "average power of 200 W");
  }

  @Test
  void statementsComeInEveryForm() {
    CommandRun said =
        footprint(
            "--device", "t4", "--hours", "10", "--region", "DK", "--year", "2010", "--statement");
    assertThat(said.out())
        .contains("Statement:\n1 x NVIDIA T4 (scope: computing hardware; energy method 'model'")
        .contains("the nearest is of 2023 (owid-2023-DK).")
        .contains("ISO/IEC 21031 (SCI):\nSCI score:", "manufacture is missing")
        .contains("Green Algorithms:\nThis computation runs in 10 h on 1 x NVIDIA T4, and draws")
        .contains("CarbonTracker:\n", "ML CO2 Impact:\n");
  }

  @Test
  void aCampaignIsATableOfJobsWithTotalAndStatement() throws Exception {
    CommandRun said = footprint("--campaign", "../conf/campaigns/strubell-2019-case-study.yaml");
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.out())
        .contains("4,788 jobs of tuning and experimentation [development]")
        .contains("35.6 t", "development 99.95 % of it", "Electricity: direct intensity");
    JsonNode answer = json("--campaign", "../conf/campaigns/selvan-2023.yaml");
    assertThat(answer.get("jobs").get(0).get("published_grams").asDouble()).isEqualTo(4700);
    assertThat(answer.get("grams").get("central").asDouble()).isCloseTo(25 * 151.65, within(10.0));
    assertThat(footprint("--campaign", "../conf/campaigns/selvan-2023.yaml").out())
        .contains("Published: Medical-imaging study", "19.3 % less");
  }

  @Test
  void aCampaignsStatementStandsAlone() {
    CommandRun said = footprint("--campaign", "../conf/campaigns/selvan-2023.yaml", "--statement");
    assertThat(said.out()).startsWith("Selvan 2023, medical imaging").contains("90 % interval");
    assertThat(said.out().lines()).hasSize(1);
  }

  @Test
  void whatItEqualsIsSaidInCountsThatPeopleCanImagine() throws Exception {
    assertThat(footprint("--kwh", "25", "--region", "DK").out())
        .contains("That equals 51 km by car; 440 smartphone charges.");
    assertThat(footprint("--kwh", "1e-9", "--region", "DK").out())
        .contains("That equals 0.0000021 m by car.");
    assertThat(footprint("--kwh", "0", "--region", "DK").out()).contains("That equals nothing.");
    assertThat(json("--kwh", "25", "--region", "DK").get("equivalents").findValuesAsText("id"))
        .contains("strubell-flight-nysf-rt", "eea-car-km-2020", "epa-phone-2024");
  }

  @ParameterizedTest
  @EnumSource(FactorList.class)
  void whatThereIsToNameIsListed(FactorList what) throws Exception {
    String word = what.name().toLowerCase(java.util.Locale.ROOT);
    assertThat(footprint("--list", word).out().lines().count()).isGreaterThan(4);
    assertThat(json("--list", word).size()).isGreaterThan(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          --kwh 1                                         | Missing required option: '--region ID'
          --region DK                                     | Missing required option: an energy
          --kwh NaN --region DK                           | The energy is NaN kWh
          --kwh -1 --region DK                            | The energy is -1.0 kWh
          --kwh 1e15 --region DK                          | more than the world uses in a year
          --joules Infinity --region DK                   | The energy is Infinity kWh
          --kwh 1 --joules 1 --region DK                  | not both
          --kwh 1 --region Danmark                        | Region 'Danmark' is unknown; the nearest
          --kwh 1 --region DK --pue 0.99                  | PUE is 0.99
          --kwh 1 --region DK --pue NaN                   | PUE is NaN
          --kwh 1 --region DK --pue google                | the nearest are [google-2021
          --kwh 1 --region DK --year 1800                 | Year 1800 is out of range
          --kwh 1 --region DK --boundary both             | use lifecycle or direct
          --kwh 1 --region gcp:us-east1 --boundary market | use lifecycle or direct
          --kwh 1 --region DK --embodied a100             | '--hours H'
          --kwh 1 --region DK --embodied moon --hours 1   | No embodied carbon of device 'moon'
          --kwh 1 --region DK --embodied a100 --hours 1 --share 2 | above 0 and at most 1
          --kwh 1 --region DK --inferences 0              | use at least 1
          --kwh 1 --region DK --inferences 5 --per day    | Functional unit 'day' is unknown
          --device t4 --hours -1 --region DK              | hours of 0 or more
          --device t4 --hours 1 --count NaN --region DK   | a count above 0
          --device t4 --hours 1 --utilization 2 --region DK | Load is 2.0
          --device t44 --hours 1 --region DK              | Device 't44' is unknown
          --campaign none.yaml                            | no such file
          --campaign none.yaml --kwh 3                    | takes no --kwh; leave one of them out
          --campaign none.yaml --pue 1 --year 2024        | takes no --pue, --year
          --list pues --region DK                         | --list brings its own figures and takes no --region
          --list planets                                  | regions
          --kwh 1 --region DK --per inference             | add --inferences
          --kwh 1 --region DK --share 0.5                 | Add --embodied
          --kwh 1 --region DK --hours 2                   | Add --device or --embodied
          --kwh 1 --region DK --count 2                   | add --hours
          --kwh 1 --device t4 --hours 1 --utilization 0.5 --region DK | leave it out where --kwh
          """)
  void aMistakeIsOneClearMessageAndExitTwo(String arguments, String message) {
    CommandRun said = footprint(arguments.split(" "));
    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err()).containsIgnoringCase(message);
    assertThat(said.out()).isEmpty();
    assertThat(List.of(said.err().split("\n")).size()).isLessThan(8);
  }
}
