package org.greensweep.hardware.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.greensweep.hardware.Accelerators;
import org.greensweep.hardware.Dataflows;
import org.junit.jupiter.api.Test;

class StudiesTest {
  /** Chen 2016, Table IV. */
  @Test
  void theHierarchyIsThePublishedOne() {
    for (Comparison level : Isca16Study.hierarchy(Accelerators.isca16())) {
      assertThat(level.ours()).as(level.quantity()).isEqualTo(level.published());
    }
  }

  @Test
  void networksTakeOrdersOfMagnitudeMorePerPixelThanHog() throws Exception {
    List<Comparison> energies =
        HogStudy.energyPerPixel(Accelerators.eyeriss(), Dataflows.ROW_STATIONARY);
    assertThat(energies.get(0).ours()).isCloseTo(0.5, within(0.25));
    assertThat(energies.get(1).relativeError()).isCloseTo(0, within(0.05));
    assertThat(energies.get(2).relativeError()).isCloseTo(0, within(0.6));
  }

  @Test
  void sharesOfGoogLeNetAddUp() throws Exception {
    List<Comparison> shares =
        GoogLeNetStudy.byDataType(Accelerators.isca16(), Dataflows.ROW_STATIONARY);
    assertThat(shares.stream().mapToDouble(Comparison::ours).sum()).isCloseTo(100, within(1e-9));
  }

  @Test
  void aBinaryNetworkSavesLessThanItsOperations() throws Exception {
    List<Comparison> savings = BinaryStudy.savings(Accelerators.isca16(), Dataflows.ROW_STATIONARY);
    assertThat(savings.get(0).ours()).isBetween(400.0, 600.0);
    assertThat(savings.get(1).ours()).isBetween(1.0, savings.get(0).ours());
  }
}
