package org.greensweep.catalog.reference;

import java.util.Optional;
import org.greensweep.catalog.carbon.Grams;

/**
 * A footprint that others published.
 *
 * @param id key
 * @param label what it is, for a chart
 * @param mass the figure
 * @param energyKilowattHours its energy, where the source gives one
 * @param year when it was published
 * @param boundary what it counts
 * @param chart the chart that made it known, like mit-technology-review-2019
 * @param corrects id of the row that this one corrects
 * @param verified whether the figure was read in the source, not in a citation of it
 * @param source who published it
 */
public record ReferenceFootprint(
    String id,
    String label,
    Grams mass,
    Optional<Double> energyKilowattHours,
    int year,
    String boundary,
    Optional<String> chart,
    Optional<String> corrects,
    boolean verified,
    String source) {}
