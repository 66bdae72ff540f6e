package org.greensweep.jobs.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.greensweep.catalog.carbon.Campaign;
import org.greensweep.catalog.carbon.CampaignJob;
import org.greensweep.catalog.reference.PublishedCampaign;
import org.greensweep.catalog.reference.PublishedCampaigns;
import org.greensweep.jobs.conf.YamlFile;
import org.greensweep.network.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CampaignReaderTest {
  private static final Path SHIPPED = Path.of("../conf/campaigns");

  static Stream<Path> shipped() throws IOException {
    try (Stream<Path> files = Files.list(SHIPPED)) {
      return files.sorted().toList().stream();
    }
  }

  private static ReadCampaign read(Path file) {
    return CampaignReader.read(file.toString(), YamlFile.text(file));
  }

  /** The imaging study is off because of its grid; the page says so. */
  @ParameterizedTest
  @MethodSource("shipped")
  void everyShippedCampaignComesToItsPublishedFigures(Path file) {
    for (PublishedJob published : read(file).jobs()) {
      double tolerance = file.endsWith("selvan-2023.yaml") ? 0.25 : 0.02;
      published
          .published()
          .ifPresent(
              mass ->
                  assertThat(published.job().footprint().grams().central() / mass.value())
                      .as("%s: %s", file, published.job().name())
                      .isCloseTo(1, within(tolerance)));
    }
  }

  /** The files show what the catalogue's golden rows say, in the same figures. */
  @Test
  void theFilesAgreeWithTheCatalogue() {
    Map<Double, String> ids =
        PublishedCampaigns.load().all().stream()
            .collect(
                Collectors.toMap(
                    published -> published.mass().value(),
                    PublishedCampaign::id,
                    (first, second) -> first));
    for (String name : List.of("strubell-2019.yaml", "patterson-2021.yaml")) {
      for (PublishedJob job : read(SHIPPED.resolve(name)).jobs()) {
        String id = ids.get(job.published().orElseThrow().value());
        assertThat(id).as(job.job().name()).isNotNull();
        assertThat(job.job().footprint().grams().central())
            .as(id)
            .isCloseTo(
                PublishedCampaigns.load().of(id).recomputed().central(),
                within(1e-9 * job.published().get().value()));
      }
    }
  }

  @Test
  void theCaseStudyIs78468PoundsAndNearlyAllOfItDevelopment() {
    Campaign campaign = read(SHIPPED.resolve("strubell-2019-case-study.yaml")).campaign();
    assertThat(campaign.grams().central() / 453.59237).isCloseTo(78_468, within(0.003 * 78_468));
    assertThat(campaign.developmentShare()).isCloseTo(1 - 120 / 239_942.0, within(1e-9));
  }

  @Test
  void aJobsEnergyIsGivenOrFollowsFromPowerOrFromADevice() {
    List<CampaignJob> jobs =
        CampaignReader.read(
                "c.yaml",
                """
                name: three
                jobs:
                  - {name: a, energy: 2 kWh, time: 4 h, count: 2, region: DK, embodied: server-sci}
                  - {name: b, power: 0.25 kW, time: 1 d, count: 2, region: DK, pue: 1.1, development-share: 0.25}
                  - {name: c, device: t4, utilization: 0.5, time: 60 min, region: DK, pue: ccf-aws}
                """)
            .campaign()
            .jobs();
    assertThat(jobs.get(0).energy().kilowattHours()).isEqualTo(2);
    assertThat(jobs.get(0).time().orElseThrow().power().value()).isCloseTo(250, within(1e-9));
    assertThat(jobs.get(0).method().id()).isEqualTo("given");
    // 1000 kg over 4 years, two of them for 4 h.
    assertThat(jobs.get(0).embodied().central()).isCloseTo(1e6 * 8 / 35_040, within(1e-9));
    assertThat(jobs.get(1).energy().kilowattHours()).isCloseTo(12, within(1e-9));
    assertThat(jobs.get(1).developmentShare()).isEqualTo(0.25);
    assertThat(jobs.get(1).pue().value().central()).isEqualTo(1.1);
    assertThat(jobs.get(2).energy().kilowattHours()).isCloseTo(0.035, within(1e-9));
    assertThat(jobs.get(2).method().id()).isEqualTo("model");
    assertThat(jobs.get(2).pue().id()).isEqualTo("ccf-aws");
  }

  @Test
  void aYearWithoutDataIsAnsweredWithTheNearestAndSaid() {
    PublishedJob job =
        CampaignReader.read(
                "c.yaml", "name: a\njobs: [{name: b, energy: 1 kWh, region: FR, year: 2010}]\n")
            .jobs()
            .get(0);
    assertThat(job.notes().orElseThrow()).contains("France has no lifecycle intensity of 2010");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          energy: 25.0, region: DK                        | energy is '25.0', which has no unit; write it like '25.0 kWh'
          energy: 25.0 kW, region: DK                     | energy is '25.0 kW', which has a unit that is unknown here
          energy: -1 kWh, region: DK                      | energy is '-1 kWh'
          energy: NaN kWh, region: DK                     | energy is 'NaN kWh', which is no number with a unit
          energy: [1], region: DK                         | energy is '[1]'
          power: 250, time: 1 h, region: DK               | power is '250', which has no unit
          power: -250 W, time: 1 h, region: DK            | must be a finite number that is not negative
          power: 5000 MW, time: 1 h, region: DK           | above 1.0E9 W; check its unit
          power: 250 W, region: DK                        | time is missing
          power: 250 W, time: 0 h, region: DK             | a job takes some
          power: 250 W, time: 12, region: DK              | time is '12', which has no unit
          power: 250 W, time: 1 h, count: 0, region: DK   | count is 0.0
          power: 250 W, time: 1e9 years, count: 9, region: DK | check both
          time: 1 h, region: DK                           | power or device is missing
          region: DK                                      | its energy is unknown
          device: a1000, time: 1 h, region: DK            | Device 'a1000' is unknown; the nearest are [p100, a100-sxm
          device: t4, utilization: 1.5, time: 1 h, region: DK | Load is 1.5
          device: t4, power: 70 W, time: 1 h, region: DK  | give power or device, not both
          energy: 1 kWh, device: t4, time: 1 h, region: DK | not both
          energy: 1 kWh, utilization: 0.5, region: DK     | utilization is of a device
          energy: 1 kWh                                   | region is missing
          energy: 1 kWh, region: Danmark                  | Region 'Danmark' is unknown; the nearest of
          energy: 1 kWh, region: DK, year: 1066           | Year 1066 is out of range
          energy: 1 kWh, region: DK, boundary: stack      | Boundary 'stack' is unknown
          energy: 1 kWh, region: DK, pue: 0.9             | PUE is 0.9
          energy: 1 kWh, region: DK, pue: uptime-2052     | PUE 'uptime-2052' is unknown
          energy: 1 kWh, region: DK, method: guess        | Energy method 'guess' is unknown
          energy: 1 kWh, region: DK, development-share: 2 | development share of 2.0
          energy: 1 kWh, region: DK, embodied: a100       | embodied needs a time
          energy: 1 kWh, intensity: 500 g/kWh             | needs its boundary
          energy: 1 kWh, intensity: 500, boundary: direct, year: 2024       | intensity is '500', which has no unit
          energy: 1 kWh, intensity: 500 kg/kWh, boundary: direct, year: 2024 | which no grid has
          energy: 1 kWh, region: DK, published: 4.7       | published is '4.7', which has no unit
          """)
  void aMistakeNamesFileJobValueAndCure(String keys, String message) {
    String text = "name: a\njobs:\n  - {name: train, " + keys + "}\n";
    assertThatThrownBy(() -> CampaignReader.read("c.yaml", text))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("c.yaml: job 'train': ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          jobs: [{name: a}]                                    | 'name' is missing
          name: a                                              | 'jobs' is missing
          name: a\\njobs: []                                   | list at least one job
          name: a\\njobs: [{energy: 1 kWh}]                    | a job has no 'name'
          name: a\\njobs: [{name: b}, {name: b}]               | two jobs are called 'b'
          name: a\\njobs: [{name: b, powr: 1 W}]               | unknown key 'powr'; the nearest of
          name: a\\nname: b\\njobs: [{name: b}]                | line 2
          name: a\\njobs: [{name: b, count: many}]             | expected a number
          name: a\\njobs: [{name: b, count: .nan}]             | Malformed numeric value
          """)
  void aFileOfAnotherShapeIsRefused(String text, String message) {
    assertThatThrownBy(() -> CampaignReader.read("c.yaml", text.replace("\\n", "\n")))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("c.yaml")
        .hasMessageContaining(message);
  }
}
