package org.greensweep.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.greensweep.catalog.carbon.EquivalentCount;
import org.greensweep.catalog.carbon.Footprint;
import org.greensweep.catalog.carbon.Interval;
import org.greensweep.catalog.carbon.Manufacture;
import org.greensweep.catalog.carbon.Pue;
import org.greensweep.catalog.reference.Equivalents;
import org.greensweep.catalog.reference.GridFactor;
import org.jspecify.annotations.Nullable;

/** A footprint for programs: what {@code footprint --json} prints. */
record FootprintAnswer(
    Range grams,
    double energyItJ,
    double energyFacilityJ,
    List<Factor> factors,
    List<Equal> equivalents,
    @Nullable Range embodiedGrams,
    Range sciGrams,
    String functionalUnit,
    List<String> notes,
    Map<String, String> statements) {

  /** Grams of CO2e. */
  record Range(double low, double central, double high) {
    static Range of(Interval grams) {
      return new Range(grams.low(), grams.central(), grams.high());
    }
  }

  /** A factor and where it comes from. */
  record Factor(String id, double value, String unit, String source) {
    static Factor of(GridFactor factor) {
      return new Factor(factor.id(), factor.intensity().value(), "g CO2e/kWh", factor.source());
    }

    static Factor of(Pue pue) {
      return new Factor(pue.id(), pue.value().central(), "PUE", "catalog pue.csv, or given");
    }

    static Factor of(Manufacture kept) {
      return new Factor(
          kept.device().id(),
          kept.device().total().central(),
          "g CO2e/device",
          "catalog embodied.csv");
    }
  }

  /** The central footprint as a number of things people know. */
  record Equal(String id, double count, String text) {
    static Equal of(EquivalentCount count) {
      return new Equal(count.equivalent().id(), count.count(), count.text());
    }
  }

  static FootprintAnswer of(FootprintAccount account) {
    Footprint footprint = account.footprint();
    List<Factor> factors = new ArrayList<>();
    account.gridFactors().stream().map(Factor::of).forEach(factors::add);
    factors.add(Factor.of(footprint.pue()));
    account.manufacture().map(Factor::of).ifPresent(factors::add);
    List<String> notes = new ArrayList<>();
    account.yearNote().ifPresent(notes::add);
    notes.addAll(Comparisons.published(footprint));
    return new FootprintAnswer(
        Range.of(footprint.grams()),
        footprint.energyIt().value(),
        footprint.energyFacility().value(),
        factors,
        Equivalents.load().headlines(footprint.central()).stream().map(Equal::of).toList(),
        account.embodied().map(Range::of).orElse(null),
        Range.of(account.score().score()),
        account.unit().name(),
        notes,
        FootprintForms.of(account));
  }
}
