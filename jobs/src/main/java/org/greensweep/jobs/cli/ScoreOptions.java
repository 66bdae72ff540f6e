package org.greensweep.jobs.cli;

import java.util.Optional;
import org.greensweep.catalog.carbon.FunctionalUnit;
import org.greensweep.catalog.carbon.Manufacture;
import org.greensweep.catalog.reference.EmbodiedDevices;
import org.greensweep.network.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the score of ISO/IEC 21031: manufacture, and what the score is per. */
final class ScoreOptions {
  @Option(
      names = "--embodied",
      paramLabel = "ID",
      description = "Adds this device's manufacture for --hours x --count.")
  private @Nullable String embodied;

  @Option(
      names = "--share",
      paramLabel = "S",
      description = "The part of the device that was kept, above 0 to 1. Default: 1.")
  private @Nullable Double share;

  @Option(
      names = "--inferences",
      paramLabel = "N",
      description = "How many inferences the energy is about.")
  private @Nullable Long inferences;

  @Option(
      names = "--per",
      paramLabel = "R",
      description =
          "Functional unit of the score: inference, 1000-inferences, year@RATE, or sweep for all. Default: sweep.")
  private @Nullable String per;

  /** Refuses what would have no effect. */
  void check() {
    if (share != null && embodied == null) {
      throw new UserError("--share: of what? Add --embodied, the device that was kept in part");
    }
    if (per != null && inferences == null) {
      throw new UserError("--per: add --inferences, how many the energy is about");
    }
    if (inferences != null && inferences < 1) {
      throw new UserError("--inferences " + inferences + ": use at least 1");
    }
  }

  Optional<Manufacture> manufacture() {
    return Optional.ofNullable(embodied)
        .map(id -> new Manufacture(EmbodiedDevices.load().of(id), share == null ? 1 : share));
  }

  long inferences() {
    return inferences == null ? 1 : inferences;
  }

  FunctionalUnit unit() {
    return inferences == null
        ? new FunctionalUnit("computation", 1, 0)
        : FunctionalUnit.parse(per == null ? "sweep" : per, inferences);
  }
}
