package org.greensweep.jobs.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.greensweep.catalog.claims.ArithmeticClaims;
import org.greensweep.catalog.claims.Claim;
import org.greensweep.catalog.claims.ClaimLedger;
import org.greensweep.catalog.claims.ClaimResult;
import org.greensweep.catalog.claims.Recomputation;
import org.greensweep.catalog.claims.Verdict;
import org.junit.jupiter.api.Test;

/** The ledger as a whole: what is recomputed, what is not, and what is said beside. */
class LedgerTest {
  private static final Path HOME = Path.of("..");

  /** What needs networks that are trained. */
  private static final Set<String> NEED_TRAINING =
      Set.of(
          "patch-accuracy",
          "bnn-accuracy-loss",
          "clip-threshold",
          "selvan-downsampling",
          "energy-aware-pruning",
          "netadapt");

  private static Map<String, Supplier<Recomputation>> all() {
    Map<String, Supplier<Recomputation>> all = new HashMap<>(ArithmeticClaims.recomputations());
    all.putAll(NetworkClaims.recomputations());
    all.putAll(TrainingClaims.recomputations());
    all.putAll(PatchNetworkClaims.recomputations(HOME, ArithmeticClaims.recomputations()));
    all.putAll(HardwareClaims.recomputations(HOME));
    all.putAll(MeasuredClaims.recomputations(HOME));
    return all;
  }

  @Test
  void everyClaimIsRecomputedButThoseThatNeedTraining() {
    Set<String> missing =
        ClaimLedger.load().all().stream()
            .map(Claim::id)
            .filter(id -> !all().containsKey(id))
            .collect(Collectors.toSet());
    assertThat(missing).isEqualTo(NEED_TRAINING);
    assertThat(ClaimLedger.load().all())
        .as("the ledger says what is missing of these and of no others")
        .filteredOn(claim -> claim.missing().isPresent())
        .extracting(Claim::id)
        .containsExactlyInAnyOrderElementsOf(NEED_TRAINING);
  }

  @Test
  void claimsOnTheChipAndOnMemoryHold() {
    List<String> ids =
        List.of(
            "hierarchy",
            "zero-gating",
            "rlc",
            "eyeriss-glb",
            "eyeriss-dram",
            "selvan-amp-memory",
            "sram-dram-energy");
    for (ClaimResult result : ClaimLedger.load().judge(ids, all())) {
      assertThat(result.verdict())
          .as("%s: %s %s", result.claim().id(), result.ours(), result.reason())
          .isEqualTo(Verdict.HOLDS);
    }
  }

  @Test
  void whatIsMisleadingHasTheTruthBesideIt() {
    Map<String, String> beside =
        ClaimLedger.load()
            .judge(List.of("patch-pixels-500-5", "bnn-energy", "american-years-nas"), all())
            .stream()
            .collect(Collectors.toMap(result -> result.claim().id(), ClaimResult::beside));
    assertThat(beside.get("patch-pixels-500-5"))
        .contains("not of energy", "% of the multiply-accumulates and", "% of the joules");
    assertThat(beside.get("bnn-energy")).contains("one operation saves", "whole network saves");
    assertThat(beside.get("american-years-nas")).contains("626 thousand pounds, not 626");
  }

  @Test
  void trainingClaimsAreNotYetAndDoNotCountAsHolding() {
    for (ClaimResult result : ClaimLedger.load().judge(List.copyOf(NEED_TRAINING), Map.of())) {
      assertThat(result.verdict()).isEqualTo(Verdict.NOT_YET);
      assertThat(result.reason()).startsWith("needs ").contains("train");
    }
  }
}
