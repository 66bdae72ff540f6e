package org.greensweep.catalog.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ArithmeticClaimsTest {
  private static final ClaimLedger LEDGER = ClaimLedger.load();
  private static final Map<String, Supplier<Recomputation>> RECOMPUTATIONS =
      ArithmeticClaims.recomputations();

  static List<ClaimResult> results() {
    return LEDGER.judge(List.copyOf(RECOMPUTATIONS.keySet()), RECOMPUTATIONS);
  }

  @ParameterizedTest
  @MethodSource("results")
  void everyArithmeticClaimHoldsWithinItsTolerance(ClaimResult result) {
    assertThat(result.verdict()).as("%s", result).isEqualTo(Verdict.HOLDS);
    assertThat(result.reason()).isEmpty();
    assertThat(result.ours()).isNotEmpty();
  }

  @Test
  void claimsThatNeedKernelsAreNotYet() {
    List<ClaimResult> all = LEDGER.judge(List.of(), RECOMPUTATIONS);
    assertThat(all).hasSize(45);
    assertThat(all.stream().filter(r -> r.verdict() == Verdict.HOLDS)).hasSize(19);
    assertThat(all)
        .filteredOn(r -> r.verdict() == Verdict.NOT_YET)
        .hasSize(26)
        .allMatch(r -> r.ours().isEmpty() && r.reason().startsWith("needs "))
        .allMatch(
            r -> r.reason().contains(r.claim().missing().orElse(r.claim().method())),
            "names what is missing, else how it is recomputed");
  }

  @ParameterizedTest
  @CsvSource({
    "nas-lb, 0, 626155.3, 0.5",
    "nas-corrected, 0, 3.218, 0.001",
    "american-years-nas, 0, 17.32, 0.005",
    "american-years-rnd, 0, 2.170, 0.001",
    "patch-pixels-500-5, 0, 9.000, 1e-9",
    "patch-pixels-500-50, 0, 54.00, 1e-9",
    "patch-pixels-1500, 0, 1.9956, 0.0001",
    "patch-pixels-1500, 1, 6.9956, 0.0001",
    "patch-weeks, 0, 2.0825, 0.0005",
    "patch-weeks, 1, 7.3004, 0.0005",
    "two-bit-levels, 0, 0.2998, 0.0001",
    "selvan-footprint, 0, 188, 1e-9",
    "selvan-radar, 0, 40, 0",
  })
  void figuresAreThoseOfTheFacts(String id, int index, double figure, double tolerance) {
    assertThat(RECOMPUTATIONS.get(id).get().ours().get(index)).isCloseTo(figure, within(tolerance));
  }

  @Test
  void multiplyAccumulatesStandBesideThePixels() {
    PatchClaims patches = new PatchClaims(ClaimInputs.load());
    assertThat(patches.macs("small", "patches-few")).isCloseTo(3.47, within(0.005));
    assertThat(patches.macs("small", "patches-many")).isCloseTo(33.8, within(0.05));
    assertThat(patches.macs("large", "patches-few")).isCloseTo(0.40, within(0.005));
    assertThat(patches.macs("large", "patches-many")).isCloseTo(3.68, within(0.005));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nas-lb|88.2 times less",
        "american-years-nas|626 thousand pounds, not 626",
        "patch-pixels-500-5|not of energy; of the multiply-accumulates it is 3.5 %",
        "patch-weeks|0.42 to 3.8 weeks",
        "selvan-footprint|143 g/kWh (124 to 152), 3.58 kg; a live intensity as of March 2023 (mean 188.6)",
        "selvan-footprint|add up to 10.9 kWh over three seeds",
        "flight|570 kg (Green Algorithms)",
        "five-cars|4.97 car lifetimes, the measured one 0.0563",
        "compute-doubling|18.2 doublings are 61.9 months",
        "car-compute|767 g CO2e on the US grid of 2024, like 7.1 km by car",
        "selvan-radar|40 rows: 8 pairs of network and data set",
      })
  void whatIsTrueIsSaidBeside(String id, String beside) {
    assertThat(RECOMPUTATIONS.get(id).get().beside()).contains(beside);
  }
}
