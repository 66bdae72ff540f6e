package org.greensweep.catalog.reference;

import java.util.List;
import org.greensweep.catalog.carbon.Conversions;
import org.greensweep.catalog.carbon.Footprint;
import org.greensweep.catalog.carbon.Joules;
import org.greensweep.catalog.carbon.Readable;
import org.greensweep.catalog.carbon.SignificantDigits;

/**
 * Why a footprint differs from a published one of the same energy. Both are energy times intensity,
 * so the difference is the intensity, the overhead, or both.
 *
 * @param published the published row
 * @param footprint ours
 */
public record PublishedComparison(ReferenceFootprint published, Footprint footprint) {
  private static final double SAME = 1e-3;
  private static final double PERCENT = 100;
  private static final int DIGITS = 3;

  /** The comparisons with every published footprint of the same energy, within a thousandth. */
  public static List<PublishedComparison> of(Footprint footprint, ReferenceFootprints references) {
    double kilowattHours = footprint.energyIt().kilowattHours();
    return references.all().stream()
        .filter(
            row ->
                row.energyKilowattHours()
                    .filter(energy -> Math.abs(energy - kilowattHours) <= SAME * kilowattHours)
                    .isPresent())
        .map(row -> new PublishedComparison(row, footprint))
        .toList();
  }

  /** The intensity that the published figures imply, in g/kWh of the published energy. */
  public double impliedGramsPerKilowattHour() {
    return published.mass().value() / publishedEnergy().kilowattHours();
  }

  /** Ours over the published one. */
  public double ratio() {
    return footprint.central().value() / published.mass().value();
  }

  /** For people: both figures, both intensities, and how much each factor explains. */
  public String text() {
    double ours = footprint.grid().central().value();
    double pue = footprint.pue().value().central();
    double off = (ratio() - 1) * PERCENT;
    return "%s: %s for the same %s, which is %s g/kWh (%s; %s)."
            .formatted(
                published.label(),
                Readable.mass(published.mass()),
                Readable.energy(publishedEnergy()),
                digits(impliedGramsPerKilowattHour()),
                published.boundary(),
                published.source())
        + " This figure is %s, %s %% %s: %s g/kWh (%s, %d) is %s times that intensity"
            .formatted(
                Readable.mass(footprint.central()),
                digits(Math.abs(off)),
                off < 0 ? "less" : "more",
                digits(ours),
                footprint.grid().factorIds().get(0),
                footprint.grid().year(),
                digits(ours / impliedGramsPerKilowattHour()))
        + (pue == 1
            ? ", and no facility overhead is added."
            : ", and a PUE of %s (%s), which the published figure does not show, makes it %s times."
                .formatted(digits(pue), footprint.pue().id(), digits(ratio())));
  }

  private Joules publishedEnergy() {
    return new Joules(
        published.energyKilowattHours().orElseThrow() * Conversions.JOULES_PER_KILOWATT_HOUR);
  }

  private static String digits(double value) {
    return SignificantDigits.plain(value, DIGITS);
  }
}
