package org.greensweep.catalog.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.greensweep.catalog.CatalogError;
import org.greensweep.catalog.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimLedgerTest {
  private static Claim claim(String published, String tolerance) {
    return new Claim(
        "c",
        "s",
        "said",
        published,
        "g",
        "arithmetic",
        Tolerance.parse(tolerance),
        "by hand",
        Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "100, exact, 100.00000001, HOLDS",
    "100, exact, 100.001, DIFFERS",
    "100, 0.3%, 100.29, HOLDS",
    "100, 0.3%, 99.69, DIFFERS",
    "100, 5 points, 95.1, HOLDS",
    "100, 5 points, 94.9, DIFFERS",
    "1.4-2.5, band, 1.4, HOLDS",
    "1.4-2.5, band, 2.51, DIFFERS",
    "1.4-2.5, band, 1.39, DIFFERS",
  })
  void tolerancesJudge(String published, String tolerance, double ours, Verdict verdict) {
    assertThat(ClaimLedger.judge(claim(published, tolerance), Recomputation.of("", ours)).verdict())
        .isEqualTo(verdict);
  }

  @Test
  void aFigureThatIsNoneIsRefused() {
    assertThatThrownBy(() -> Recomputation.of("", Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Recomputation.judged(true, "", 1 / 0.0)).hasMessageContaining("Inf");
  }

  @Test
  void everyFigureOfAListMustHold() {
    Claim claim = claim("4.045/5.133/7.347", "0.1%");
    assertThat(claim.publishedNumbers()).containsExactly(4.045, 5.133, 7.347);
    assertThat(ClaimLedger.judge(claim, Recomputation.of("", 4.045, 5.133, 7.347)).verdict())
        .isEqualTo(Verdict.HOLDS);
    ClaimResult result = ClaimLedger.judge(claim, Recomputation.of("", 4.045, 5.133, 7.5));
    assertThat(result.verdict()).isEqualTo(Verdict.DIFFERS);
    assertThat(result.reason()).contains("off by 2.1 %");
    assertThat(result.ours()).isEqualTo("4.045 / 5.133 / 7.5");
    assertThatThrownBy(() -> ClaimLedger.judge(claim, Recomputation.of("", 1)))
        .hasMessageContaining("has 3 figures, the recomputation 1");
  }

  @Test
  void claimsWithoutADecidingFigureNeedAJudgement() {
    assertThatThrownBy(() -> ClaimLedger.judge(claim("58", "report"), Recomputation.of("", 58)))
        .hasMessageContaining("must judge");
    assertThatThrownBy(() -> ClaimLedger.judge(claim("falls", "exact"), Recomputation.of("", 1)))
        .hasMessageContaining("must judge");
    assertThat(
            ClaimLedger.judge(claim("58", "report"), Recomputation.judged(false, "7.1x", 7.1))
                .reason())
        .isEqualTo("does not hold as stated");
    assertThat(
            ClaimLedger.judge(claim("falls", "report"), Recomputation.judged(true, "", 1))
                .verdict())
        .isEqualTo(Verdict.HOLDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exact", "0.3%", "5 points", "band", "report"})
  void tolerancesReadAsTheyAreWritten(String text) {
    assertThat(Tolerance.parse(text).word()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "about", "5", "-1%", "5 point"})
  void otherTolerancesAreRefused(String text) {
    assertThatThrownBy(() -> Tolerance.parse(text))
        .isInstanceOf(CatalogError.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void unknownIdsNameTheNearest() {
    ClaimLedger ledger = ClaimLedger.load();
    assertThatThrownBy(() -> ledger.judge(List.of("nas-kg"), Map.of()))
        .isInstanceOf(CatalogError.class)
        .hasMessageContaining("nas-lb");
    assertThatThrownBy(
            () -> ledger.judge(List.of(), Map.of("no-claim", () -> Recomputation.of("", 1))))
        .hasMessageContaining("'no-claim'");
  }

  @Test
  void resultsBecomeRows() {
    ClaimResult result = ClaimLedger.judge(claim("100", "0.3%"), Recomputation.of("beside", 100));
    Row row = ClaimRows.of(result, Instant.EPOCH, "0.1");
    assertThat(row.value("verdict")).isEqualTo("holds");
    assertThat(row.value("reason")).isNull();
    assertThat(row.value("tolerance")).isEqualTo("0.3%");
    assertThat(Verdict.NOT_YET.word()).isEqualTo("not yet");
  }
}
