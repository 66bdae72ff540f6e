package org.greensweep.catalog.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.greensweep.catalog.CatalogError;
import org.greensweep.catalog.reference.ImagingStudy;
import org.greensweep.catalog.reference.TrainingResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingTest {
  @Test
  void adamInSinglePrecisionHoldsSixteenBytesPerParameter() {
    TrainingMemory memory = TrainingMemory.of(1000, 50, 32, TrainingSetting.BASELINE);
    assertThat(memory).isEqualTo(new TrainingMemory(4000, 4000, 8000, 6400));
    assertThat(memory.total()).isEqualTo(22_400);
    assertThat(TrainingMemory.of(1, 0, 1, TrainingSetting.BASELINE).total()).isEqualTo(16);
  }

  @Test
  void mixedPrecisionHalvesTheActivationsAndCostsACopyOfTheWeights() {
    TrainingMemory amp = TrainingMemory.of(1000, 50, 32, TrainingSetting.AMP);
    assertThat(amp).isEqualTo(new TrainingMemory(6000, 4000, 8000, 3200));
  }

  @Test
  void blockedEightBitStatesTakeAQuarterAndTheirScales() {
    double states = TrainingMemory.of(2048, 0, 1, TrainingSetting.EIGHT_BIT).optimizer();
    assertThat(states).isCloseTo(2 * (2048 + 4), within(1e-9));
    assertThat(TrainingMemory.of(2048, 1, 1, TrainingSetting.EIGHT_BIT_HALF).weights())
        .isEqualTo(4096);
  }

  @Test
  void aTrainingStepIsThreeForwardPassesOfTwoOperationsEach() {
    TrainingEnergy energy = TrainingEnergy.load();
    assertThat(energy.of(1_000_000, 10, TrainingSetting.AMP).value())
        .isCloseTo(6e7 * 13.4e-12, within(1e-15));
    assertThat(energy.of(1_000_000, 10, TrainingSetting.EIGHT_BIT).value())
        .isCloseTo(6e7 * 41.2e-12, within(1e-15));
    assertThat(energy.of(0, 1, TrainingSetting.AMP).value()).isZero();
    assertThat(energy.of(5, 1, TrainingSetting.EIGHT_BIT_HALF))
        .isEqualTo(energy.of(5, 1, TrainingSetting.AMP));
    assertThatThrownBy(() -> energy.of(-1, 1, TrainingSetting.AMP))
        .isInstanceOf(CatalogError.class);
    assertThatThrownBy(() -> energy.of(1, 0, TrainingSetting.AMP)).isInstanceOf(CatalogError.class);
  }

  /** What one operation cost GPT-3's training, from the figures of the campaign. */
  @Test
  void theEnergyOfAnOperationFollowsFromThePublishedRun() {
    double joules = 10_000 * 330 * 14.8 * 86_400;
    assertThat(TrainingEnergy.load().of(1, 1, TrainingSetting.AMP).value() / 6)
        .isCloseTo(joules / 3.14e23, within(0.005 * joules / 3.14e23));
  }

  @ParameterizedTest
  @EnumSource(TrainingSetting.class)
  void noSettingNeedsMoreThanTheBaselineWhereActivationsDominate(TrainingSetting setting) {
    double baseline = TrainingMemory.of(7, 1000, 32, TrainingSetting.BASELINE).total();
    assertThat(TrainingMemory.of(7, 1000, 32, setting).total()).isLessThanOrEqualTo(baseline);
  }

  @Test
  void theStudyUsesTheseSettings() {
    assertThat(ImagingStudy.load().rows())
        .extracting(TrainingResult::setting)
        .allMatch(
            s -> List.of(TrainingSetting.values()).stream().anyMatch(t -> t.word().equals(s)));
  }

  @Test
  void memoryOfNothingIsRefused() {
    assertThatThrownBy(() -> TrainingMemory.of(0, 1, 1, TrainingSetting.AMP))
        .isInstanceOf(CatalogError.class);
    assertThatThrownBy(() -> TrainingMemory.of(1, -1, 1, TrainingSetting.AMP))
        .isInstanceOf(CatalogError.class);
    assertThatThrownBy(() -> TrainingMemory.of(1, 1, 0, TrainingSetting.AMP))
        .isInstanceOf(CatalogError.class)
        .hasMessageContaining("batch 0");
  }

  @Test
  void theFrontKeepsWhoIsBeatenByNobody() {
    Candidate cheap = new Candidate("cheap", 0.6, 1);
    Candidate twin = new Candidate("twin", 0.6, 1);
    Candidate beaten = new Candidate("beaten", 0.6, 2);
    Candidate dear = new Candidate("dear", 0.9, 5);
    Candidate worse = new Candidate("worse", 0.5, 1);
    assertThat(Tradeoff.paretoFront(List.of(dear, beaten, twin, worse, cheap)))
        .containsExactly(cheap, twin, dear);
    assertThat(Tradeoff.paretoFront(List.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theFrontEqualsItsDefinition(long seed) {
    Random random = new Random(seed);
    List<Candidate> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      all.add(new Candidate("c" + i, random.nextInt(12), random.nextInt(12)));
    }
    List<Candidate> unbeaten =
        all.stream().filter(c -> all.stream().noneMatch(other -> beats(other, c))).toList();
    assertThat(Tradeoff.paretoFront(all))
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(unbeaten);
  }

  private static boolean beats(Candidate a, Candidate b) {
    boolean noWorse = a.performance() >= b.performance() && a.resource() <= b.resource();
    return noWorse && (a.performance() > b.performance() || a.resource() < b.resource());
  }

  @Test
  void performancePerResource() {
    assertThat(Tradeoff.pepr(new Candidate("a", 0.8, 1), 1, 3)).isEqualTo(0.8);
    assertThat(Tradeoff.pepr(new Candidate("a", 0.8, 3), 1, 3)).isEqualTo(0.4);
    assertThat(Tradeoff.pepr(new Candidate("a", 0.9, 2), 1, 3)).isCloseTo(0.6, within(1e-12));
    assertThatThrownBy(() -> Tradeoff.pepr(new Candidate("a", 0.8, 1), 3, 3))
        .isInstanceOf(CatalogError.class)
        .hasMessageContaining("no range");
  }

  /** The rows of one data set, not of both; the least and the most energy are read in the print. */
  @ParameterizedTest
  @CsvSource({"RSNA, 25, 2.4, 618.4", "LIDC, 15, 15.2, 118.5"})
  void theStudysScoresWeighAccuracyAgainstTheEnergiesOfItsDataSet(
      String dataset, int count, double least, double most) {
    ImagingStudy study = ImagingStudy.load();
    StudyScores scores = StudyScores.of(study, dataset);
    List<TrainingResult> rows =
        study.rows().stream().filter(row -> row.group().dataset().equals(dataset)).toList();
    assertThat(rows).hasSize(count);
    for (TrainingResult row : rows) {
      boolean beaten =
          rows.stream()
              .anyMatch(
                  other ->
                      other.accuracy() >= row.accuracy()
                          && other.energyWattHours() <= row.energyWattHours()
                          && (other.accuracy() > row.accuracy()
                              || other.energyWattHours() < row.energyWattHours()));
      assertThat(scores.onParetoFront(row)).as("%s", row).isEqualTo(!beaten);
      assertThat(scores.pepr(row))
          .isCloseTo(
              row.accuracy() / (1 + (row.energyWattHours() - least) / (most - least)),
              within(1e-9));
    }
    assertThat(rows.stream().filter(scores::onParetoFront).map(TrainingResult::energyWattHours))
        .contains(least)
        .doesNotContain(most);
  }

  @Test
  void radarAxesRunFromATenthBelowTheSmallestToTheLargest() {
    ImagingStudy study = ImagingStudy.load();
    TrainingResult.Group denseNet = study.groups().get(0);
    List<ImagingStudy.Radar> radar = study.radar(denseNet);
    assertThat(radar).hasSize(5);
    assertThat(radar.get(0).energy()).as("the baseline needs most").isEqualTo(1);
    // (59.2 - 0.9 x 34.6) / (104.2 - 0.9 x 34.6)
    assertThat(radar.get(1).energy()).isCloseTo(28.06 / 73.06, within(1e-9));
    assertThat(radar.get(3).setting()).isEqualTo("8bit+half");
    assertThat(radar.get(3).accuracy()).isEqualTo(1);
    assertThat(study.groups()).hasSize(8);
    assertThat(study.doubts()).hasSize(4);
  }
}
