package org.greensweep.network;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How the range of an activation that is held in an integer format is chosen. */
public enum Calibration {
  /** From the least to the greatest value seen. */
  MIN_MAX,
  /** The middle 99.99 % of the values seen. */
  PERCENTILE,
  /** The clipping that loses least information (Migacz 2017). */
  KL;

  /** {@code min-max}, {@code percentile}, {@code kl}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static List<String> ids() {
    return Stream.of(values()).map(Calibration::id).toList();
  }

  /** The method called {@code id}; another name is a {@link UserError}. */
  public static Calibration of(String id) {
    return Stream.of(values())
        .filter(method -> method.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "Unknown calibration " + id + "; valid are " + String.join(", ", ids())));
  }
}
