package org.greensweep.catalog.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of Strubell 2019 and Patterson 2021, recomputed from their inputs. */
class PublishedCampaignsTest {
  private static final PublishedCampaigns CAMPAIGNS = PublishedCampaigns.load();

  static List<PublishedCampaign> campaigns() {
    return CAMPAIGNS.all();
  }

  @ParameterizedTest
  @MethodSource("campaigns")
  void theInputsGiveThePrintedMassAndEnergy(PublishedCampaign campaign) {
    assertThat(campaign.massRatio()).as(campaign.id()).isCloseTo(1, within(campaign.tolerance()));
    campaign
        .energyFacility()
        .ifPresent(
            printed ->
                assertThat(campaign.campaign().energyFacility().kilowattHours())
                    .as(campaign.id())
                    .isCloseTo(
                        printed.kilowattHours(),
                        within(campaign.tolerance() * printed.kilowattHours())));
  }

  @Test
  void theSearchWas626155PoundsAsEstimatedAndAnEightyEighthAsMeasured() {
    PublishedCampaign printed = CAMPAIGNS.of("strubell-nas");
    PublishedCampaign measured = CAMPAIGNS.of("patterson-nas");
    assertThat(printed.recomputed().central() / 453.59237).isCloseTo(626_155.3, within(0.5));
    assertThat(printed.campaign().energyFacility().kilowattHours())
        .isCloseTo(656_347.3, within(0.5));
    assertThat(printed.recomputed().central() / measured.recomputed().central())
        .isCloseTo(88, within(0.5));
  }

  @Test
  void theCaseStudyIsAllDevelopmentButAThousandth() {
    double development = CAMPAIGNS.of("strubell-tuning").recomputed().central();
    double finalRun = CAMPAIGNS.of("strubell-pipeline").recomputed().central();
    assertThat(development / finalRun).isCloseTo(2_000, within(5.0));
    // The printed 9,870 $ of electricity at 0.12 $/kWh is the energy behind the printed mass.
    assertThat(9_870 / 0.12 * 0.954).isCloseTo(78_468, within(3.0));
  }

  @Test
  void everyPublishedCampaignIsAReferenceFootprintOfTheSameMass() {
    ReferenceFootprints references = ReferenceFootprints.load();
    for (PublishedCampaign campaign : campaigns()) {
      assertThat(references.of(campaign.id()).mass()).as(campaign.id()).isEqualTo(campaign.mass());
    }
  }

  @Test
  void unknownCampaignsNameTheNearest() {
    assertThatThrownBy(() -> CAMPAIGNS.of("strubell-nass")).hasMessageContaining("strubell-nas");
  }
}
