package org.greensweep.jobs.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.greensweep.catalog.carbon.EquivalentCount;
import org.greensweep.catalog.carbon.Footprint;
import org.greensweep.catalog.carbon.Grams;
import org.greensweep.catalog.reference.Equivalents;
import org.greensweep.catalog.reference.PublishedComparison;
import org.greensweep.catalog.reference.ReferenceFootprints;

/** What a footprint is like: things people know, and published footprints of the same energy. */
final class Comparisons {
  private Comparisons() {}

  /** The headline equivalents whose counts a person can imagine, or the one that comes nearest. */
  static String equal(Grams mass) {
    Equivalents equivalents = Equivalents.load();
    String readable =
        equivalents.headlines(mass).stream()
            .filter(EquivalentCount::isReadable)
            .map(EquivalentCount::text)
            .collect(Collectors.joining("; "));
    if (!readable.isEmpty()) {
      return "That equals " + readable + ".";
    }
    return equivalents
        .mostReadable(mass)
        .map(count -> "That equals " + count.text() + ".")
        .orElse("That equals nothing.");
  }

  /** How far it is from published footprints of the same energy, and why. */
  static List<String> published(Footprint footprint) {
    return PublishedComparison.of(footprint, ReferenceFootprints.load()).stream()
        .map(comparison -> "Published: " + comparison.text())
        .toList();
  }
}
