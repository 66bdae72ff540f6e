package org.greensweep.jobs.cli;

import java.util.List;
import java.util.Optional;
import org.greensweep.catalog.carbon.Device;
import org.greensweep.catalog.carbon.DeviceTime;
import org.greensweep.catalog.carbon.Footprint;
import org.greensweep.catalog.carbon.FunctionalUnit;
import org.greensweep.catalog.carbon.Interval;
import org.greensweep.catalog.carbon.Manufacture;
import org.greensweep.catalog.carbon.SoftwareCarbonIntensity;
import org.greensweep.catalog.reference.GridFactor;
import org.greensweep.catalog.reference.GridIntensities;

/**
 * A footprint with what was said about the computation.
 *
 * @param footprint of its electricity
 * @param hardware what ran
 * @param time of the hardware
 * @param manufacture whose manufacture is counted
 * @param deviceHours for how long
 * @param inferences how many inferences the energy is about
 * @param unit what a score is per
 * @param yearNote what to say when the grid's year is not the one asked for
 */
record FootprintAccount(
    Footprint footprint,
    Optional<Device> hardware,
    Optional<DeviceTime> time,
    Optional<Manufacture> manufacture,
    double deviceHours,
    long inferences,
    FunctionalUnit unit,
    Optional<String> yearNote) {

  /** The factors of the grid that the interval rests on. */
  List<GridFactor> gridFactors() {
    List<String> ids = footprint.grid().factorIds();
    return GridIntensities.load().factors(footprint.grid().region()).stream()
        .filter(factor -> ids.contains(factor.id()))
        .toList();
  }

  /** Grams of manufacture, where they are counted. */
  Optional<Interval> embodied() {
    return manufacture.map(device -> device.of(deviceHours));
  }

  /** The score of ISO/IEC 21031; manufacture is 0 where it is not counted, which the text says. */
  SoftwareCarbonIntensity score() {
    return new SoftwareCarbonIntensity(
        footprint.grams(), embodied().orElse(Interval.exactly(0)), inferences, unit);
  }
}
