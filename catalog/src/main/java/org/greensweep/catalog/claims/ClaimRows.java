package org.greensweep.catalog.claims;

import java.time.Instant;
import org.greensweep.catalog.Row;
import org.greensweep.catalog.Tables;
import org.jspecify.annotations.Nullable;

/** Judged claims as rows of the table {@code claims}. */
public final class ClaimRows {
  private ClaimRows() {}

  /** The row of one result. */
  public static Row of(ClaimResult result, Instant recomputedAt, String greensweepVersion) {
    Claim claim = result.claim();
    return Row.of(Tables.CLAIMS)
        .set("claim_id", claim.id())
        .set("recomputed_at", recomputedAt)
        .set("greensweep_version", greensweepVersion)
        .set("source", claim.source())
        .set("statement", claim.statement())
        .set("published", claim.published())
        .set("unit", claim.unit())
        .set("kind", claim.kind())
        .set("tolerance", claim.tolerance().word())
        .set("method", claim.method())
        .set("ours", filled(result.ours()))
        .set("verdict", result.verdict().word())
        .set("reason", filled(result.reason()))
        .set("beside", filled(result.beside()))
        .build();
  }

  private static @Nullable String filled(String text) {
    return text.isEmpty() ? null : text;
  }
}
