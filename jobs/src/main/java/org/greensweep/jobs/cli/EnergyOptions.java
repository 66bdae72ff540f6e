package org.greensweep.jobs.cli;

import java.util.Optional;
import org.greensweep.catalog.carbon.Conversions;
import org.greensweep.catalog.carbon.Device;
import org.greensweep.catalog.carbon.DeviceTime;
import org.greensweep.catalog.carbon.EnergyMethod;
import org.greensweep.catalog.carbon.Joules;
import org.greensweep.catalog.reference.Devices;
import org.greensweep.catalog.reference.EnergyMethods;
import org.greensweep.network.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say how much energy was used: a figure, or a device and its hours. */
final class EnergyOptions {
  /** More than the world's electricity of a year, 3e13 kWh. */
  private static final double MOST_KILOWATT_HOURS = 1e14;

  private static final double MOST_DEVICE_HOURS = 1e12;

  @Option(names = "--kwh", paramLabel = "KWH", description = "Energy of the computers in kWh.")
  private @Nullable Double kilowattHours;

  @Option(names = "--joules", paramLabel = "J", description = "The same in joules.")
  private @Nullable Double joules;

  @Option(
      names = "--device",
      paramLabel = "ID",
      description =
          "Hardware that ran. Without an energy, its rated power x utilization x hours is taken.")
  private @Nullable String device;

  @Option(names = "--hours", paramLabel = "H", description = "How long each device was kept.")
  private @Nullable Double hours;

  @Option(names = "--count", paramLabel = "N", description = "How many devices. Default: 1.")
  private @Nullable Double count;

  @Option(
      names = "--utilization",
      paramLabel = "U",
      description = "Of the device's rated power, 0 to 1. Default: 1.")
  private @Nullable Double utilization;

  /**
   * Refuses what would have no effect.
   *
   * @param manufacture whether the hours are also those of a manufacture
   */
  void check(boolean manufacture) {
    if (kilowattHours != null && joules != null) {
      throw new UserError("--kwh and --joules: give one of them, not both");
    }
    if (hours != null && device == null && !manufacture) {
      throw new UserError("--hours: of what? Add --device or --embodied, or leave it out");
    }
    if (count != null && hours == null) {
      throw new UserError("--count: add --hours, how long each of them was kept");
    }
    if (utilization != null && (given() || device == null)) {
      throw new UserError(
          "--utilization: it turns a --device and its --hours into an energy; leave it out where --kwh or --joules gives one");
    }
  }

  Optional<Device> hardware() {
    return Optional.ofNullable(device).map(Devices.load()::of);
  }

  /** The device's time, where both are known. */
  Optional<DeviceTime> time() {
    return hours == null
        ? Optional.empty()
        : hardware()
            .map(
                hardware ->
                    new DeviceTime(
                        count(), hours(), hardware.at(utilization == null ? 1 : utilization)));
  }

  /** Hours of all devices together. */
  double deviceHours() {
    return hours() * count();
  }

  Joules energy() {
    if (!given()) {
      return time()
          .map(DeviceTime::energy)
          .orElseThrow(
              () ->
                  new UserError(
                      "Missing required option: an energy (--kwh or --joules), or --device with --hours, or --campaign"));
    }
    double value =
        kilowattHours == null
            ? Optional.ofNullable(joules).orElseThrow() / Conversions.JOULES_PER_KILOWATT_HOUR
            : kilowattHours;
    if (!(value >= 0 && value <= MOST_KILOWATT_HOURS)) {
      throw new UserError(
          "The energy is %s kWh; give 0 to %.0e kWh, more than the world uses in a year"
              .formatted(value, MOST_KILOWATT_HOURS));
    }
    return Joules.ofKilowattHours(value);
  }

  EnergyMethod method() {
    return given() ? EnergyMethod.GIVEN : EnergyMethods.load().modelled();
  }

  private boolean given() {
    return kilowattHours != null || joules != null;
  }

  private double count() {
    return count == null ? 1 : count;
  }

  private double hours() {
    if (hours == null) {
      throw new UserError("Missing required option: '--hours H', how long the device was kept");
    }
    if (!(count() > 0 && hours >= 0 && count() * hours <= MOST_DEVICE_HOURS)) {
      throw new UserError(
          "--count %s x --hours %s: give a count above 0, hours of 0 or more, and at most %.0e device-hours"
              .formatted(count(), hours, MOST_DEVICE_HOURS));
    }
    return hours;
  }
}
