package org.greensweep.jobs.sweep;

import java.util.List;
import java.util.Optional;
import org.greensweep.catalog.CatalogError;
import org.greensweep.catalog.carbon.Conversions;
import org.greensweep.catalog.carbon.Embodied;
import org.greensweep.catalog.carbon.FunctionalUnit;
import org.greensweep.catalog.carbon.Manufacture;
import org.greensweep.catalog.carbon.Service;
import org.greensweep.catalog.carbon.Watts;
import org.greensweep.catalog.reference.EmbodiedDevices;
import org.greensweep.jobs.sweep.SweepFile.EmbodiedFile;
import org.greensweep.network.UserError;
import org.jspecify.annotations.Nullable;

/** The keys of a sweep file that say what its footprints are about. */
final class FootprintKeys {
  static final long DEFAULT_INFERENCES = 1_000_000;
  private static final double MOST_WATTS = 100_000;
  private static final double MOST_YEARS = 30;

  private FootprintKeys() {}

  static List<FunctionalUnit> units(String place, SweepFile file) {
    Long given = file.inferences();
    if (given != null && given < 1) {
      throw new UserError(place + ": inferences is " + given + "; use at least 1");
    }
    long inferences = given == null ? DEFAULT_INFERENCES : given;
    return SweepReader.axis(place, "functional-units", file.functionalUnits(), List.of("sweep"))
        .stream()
        .map(word -> unit(place, word, inferences))
        .toList();
  }

  private static FunctionalUnit unit(String place, String word, long inferences) {
    try {
      return FunctionalUnit.parse(word, inferences);
    } catch (CatalogError e) {
      throw new UserError(place + ": " + e.getMessage(), e);
    }
  }

  static Service service(String place, SweepFile file) {
    return new Service(
        watts(place, "host-watts", file.hostWatts()),
        watts(place, "idle-watts", file.idleWatts()),
        Optional.ofNullable(file.embodied()).map(embodied -> manufacture(place, embodied)));
  }

  private static Watts watts(String place, String key, @Nullable Double value) {
    if (value != null && !(value >= 0 && value <= MOST_WATTS)) {
      throw new UserError(
          "%s: %s is %s; use 0 to %s watts".formatted(place, key, value, MOST_WATTS));
    }
    return new Watts(value == null ? 0 : value);
  }

  private static Manufacture manufacture(String place, EmbodiedFile file) {
    String id = file.device();
    if (id == null) {
      throw new UserError(
          place + ": embodied has no device; name one of footprint --list embodied");
    }
    Double years = file.lifetimeYears();
    if (years != null && !(years > 0 && years <= MOST_YEARS)) {
      throw new UserError(
          "%s: lifetime-years is %s; use more than 0 and at most %s"
              .formatted(place, years, MOST_YEARS));
    }
    try {
      Embodied device = EmbodiedDevices.load().of(id);
      double hours = years == null ? device.lifetimeHours() : years * Conversions.HOURS_PER_YEAR;
      return new Manufacture(
          new Embodied(device.id(), device.total(), hours),
          file.share() == null ? 1 : file.share());
    } catch (CatalogError e) {
      throw new UserError(place + ": " + e.getMessage(), e);
    }
  }
}
