package org.greensweep.catalog.claims;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.greensweep.catalog.carbon.SignificantDigits;

/**
 * Claims about networks that look at patches: the share of pixels that they read, {@code (v^2 + N
 * p^2) / W^2} for a canvas of side W, a low-resolution view of side v and N patches of side p, and
 * the share of multiply-accumulates that this is, which is the smaller figure by far.
 */
final class PatchClaims {
  private static final double PERCENT = 100;
  private static final double YEARS_OF_THE_TALK = 2;
  private static final int DIGITS = 2;

  private final ClaimInputs inputs;

  PatchClaims(ClaimInputs inputs) {
    this.inputs = inputs;
  }

  Map<String, Supplier<Recomputation>> recomputations() {
    Map<String, Supplier<Recomputation>> all = new LinkedHashMap<>();
    all.put("patch-pixels-500-5", () -> pixelClaim("small", "patches-few"));
    all.put("patch-pixels-500-50", () -> pixelClaim("small", "patches-many"));
    all.put(
        "patch-pixels-1500",
        () ->
            Recomputation.of(
                beside("large", "patches-few", "patches-many"),
                pixels("large", "patches-few"),
                pixels("large", "patches-many")));
    all.put("patch-weeks", this::weeks);
    return all;
  }

  private Recomputation pixelClaim(String canvas, String patches) {
    return Recomputation.of(beside(canvas, patches), pixels(canvas, patches));
  }

  private Recomputation weeks() {
    double all = ArithmeticClaims.weeks(YEARS_OF_THE_TALK);
    double few = macs("large", "patches-few") / PERCENT * all;
    double many = macs("large", "patches-many") / PERCENT * all;
    return Recomputation.of(
        "The talk takes pixels for energy and training for inference; by multiply-accumulates of"
            + " inference it would be %s to %s weeks."
                .formatted(
                    SignificantDigits.plain(few, DIGITS), SignificantDigits.plain(many, DIGITS)),
        pixels("large", "patches-few") / PERCENT * all,
        pixels("large", "patches-many") / PERCENT * all);
  }

  private String beside(String canvas, String... patches) {
    StringBuilder shares = new StringBuilder();
    for (String count : patches) {
      shares
          .append(shares.isEmpty() ? "" : " and ")
          .append(SignificantDigits.plain(macs(canvas, count), DIGITS))
          .append(" %");
    }
    return "A share of pixels, not of energy; of the multiply-accumulates it is " + shares + ".";
  }

  /** Percent of the canvas's pixels, counting a pixel as often as it is read. */
  double pixels(String canvas, String patches) {
    double side = inputs.of("canvas-" + canvas);
    double view = inputs.of("low-resolution-" + canvas);
    double patch = inputs.of("patch");
    return PERCENT * (view * view + inputs.of(patches) * patch * patch) / (side * side);
  }

  /** Percent of the multiply-accumulates that the feature network spends on the whole canvas. */
  double macs(String canvas, String patches) {
    double view = inputs.of("low-resolution-" + canvas);
    double spent =
        inputs.of("attention-macs-per-pixel") * view * view
            + inputs.of(patches) * inputs.of("feature-macs-per-patch");
    return PERCENT * spent / inputs.of("feature-macs-canvas-" + canvas);
  }
}
