package org.greensweep.catalog.claims;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.greensweep.catalog.CatalogError;
import org.greensweep.catalog.carbon.SignificantDigits;
import org.greensweep.catalog.reference.CsvFile;
import org.greensweep.catalog.reference.CsvRow;
import org.greensweep.catalog.reference.NearestNames;

/** The published numbers that this project recomputes, and the judge of the recomputations. */
public final class ClaimLedger {
  /** Exactness survives a conversion there and back, which rounds twice. */
  private static final double ROUNDING = 1e-9;

  private static final int FEWEST_DIGITS = 4;
  private static final int SUGGESTIONS = 5;
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "source",
          "statement",
          "published",
          "unit",
          "kind",
          "tolerance",
          "method",
          "missing");

  private final Map<String, Claim> claims;

  private ClaimLedger(Map<String, Claim> claims) {
    this.claims = claims;
  }

  /** The ledger that ships with this module. */
  public static ClaimLedger load() {
    Map<String, Claim> claims = new LinkedHashMap<>();
    for (CsvRow row : CsvFile.resource("claims.csv", COLUMNS)) {
      claims.put(row.text("id"), claim(row));
    }
    return new ClaimLedger(claims);
  }

  private static Claim claim(CsvRow row) {
    return new Claim(
        row.text("id"),
        row.source(),
        row.text("statement"),
        row.text("published"),
        row.text("unit"),
        row.text("kind"),
        Tolerance.parse(row.text("tolerance")),
        row.text("method"),
        row.optionalText("missing"));
  }

  /** Every claim, in ledger order. */
  public List<Claim> all() {
    return List.copyOf(claims.values());
  }

  /**
   * One claim.
   *
   * @throws CatalogError for an unknown id, naming the nearest ones
   */
  public Claim of(String id) {
    Claim claim = claims.get(id);
    if (claim == null) {
      throw new CatalogError(
          "Claim '%s' is unknown; the nearest are %s"
              .formatted(id, NearestNames.of(id, claims.keySet(), SUGGESTIONS)));
    }
    return claim;
  }

  /**
   * Judges the claims with these ids, or all where none are given.
   *
   * @param recomputations how to recompute which claim; a claim without one is 'not yet'
   */
  public List<ClaimResult> judge(
      List<String> ids, Map<String, Supplier<Recomputation>> recomputations) {
    recomputations.keySet().forEach(this::of);
    List<Claim> asked = ids.isEmpty() ? all() : ids.stream().map(this::of).toList();
    return asked.stream()
        .map(
            claim ->
                Optional.ofNullable(recomputations.get(claim.id()))
                    .map(recomputation -> judge(claim, recomputation.get()))
                    .orElseGet(() -> notYet(claim)))
        .toList();
  }

  private static ClaimResult notYet(Claim claim) {
    String reason =
        "needs " + claim.missing().orElse("a part that is not built: " + claim.method());
    return new ClaimResult(claim, "", Verdict.NOT_YET, reason, "");
  }

  /** Judges one recomputation. */
  public static ClaimResult judge(Claim claim, Recomputation recomputation) {
    List<Double> ours = recomputation.ours();
    // One digit more than was printed shows on which side of the rounding we are.
    long printed = claim.published().split("[-/]")[0].chars().filter(Character::isDigit).count();
    int digits = (int) Math.max(FEWEST_DIGITS, printed + 1);
    String text =
        ours.stream()
            .map(value -> SignificantDigits.plain(value, digits))
            .collect(Collectors.joining(" / "));
    String reason =
        recomputation.judgement().map(ClaimLedger::said).orElseGet(() -> distance(claim, ours));
    Verdict verdict = reason.isEmpty() ? Verdict.HOLDS : Verdict.DIFFERS;
    return new ClaimResult(claim, text, verdict, reason, recomputation.beside());
  }

  private static String said(boolean holds) {
    return holds ? "" : "does not hold as stated";
  }

  /** Why the figures do not agree; empty when they do. */
  private static String distance(Claim claim, List<Double> ours) {
    List<Double> published = claim.publishedNumbers();
    if (published.isEmpty() || claim.tolerance() instanceof Tolerance.Report) {
      throw new IllegalArgumentException(
          "Claim " + claim.id() + " has no figure that decides; its recomputation must judge");
    }
    if (claim.tolerance() instanceof Tolerance.Band) {
      double low = published.get(0);
      double high = published.get(published.size() - 1);
      return ours.stream().allMatch(value -> low <= value && value <= high)
          ? ""
          : "is outside the published band";
    }
    if (ours.size() != published.size()) {
      throw new IllegalArgumentException(
          "Claim %s has %d figures, the recomputation %d"
              .formatted(claim.id(), published.size(), ours.size()));
    }
    for (int i = 0; i < ours.size(); i++) {
      double off = ours.get(i) - published.get(i);
      if (Math.abs(off) > allowed(claim.tolerance(), published.get(i))) {
        return "is off by %s %%, more than the tolerance"
            .formatted(SignificantDigits.plain(off / published.get(i) * 100, 2));
      }
    }
    return "";
  }

  private static double allowed(Tolerance tolerance, double published) {
    if (tolerance instanceof Tolerance.Relative relative) {
      return relative.fraction() * published;
    }
    if (tolerance instanceof Tolerance.Points points) {
      return points.most();
    }
    return ROUNDING * published;
  }
}
