package org.greensweep.jobs.conf;

import java.util.Collection;
import org.greensweep.catalog.reference.NearestNames;
import org.greensweep.network.UserError;

/** Says which valid names a misspelt one is nearest to. */
public final class Nearest {
  private static final int SHOWN = 3;

  private Nearest() {}

  /**
   * {@code quick.yaml: unknown network 'resnet18'; the nearest of 5 valid ones are resnet-18, ...}.
   */
  public static UserError unknown(
      String place, String kind, String name, Collection<String> valid) {
    String which =
        valid.size() > SHOWN ? "the nearest of " + valid.size() + " valid ones are " : "valid is ";
    return new UserError(
        "%s: unknown %s '%s'; %s%s"
            .formatted(
                place, kind, name, which, String.join(", ", NearestNames.of(name, valid, SHOWN))));
  }
}
