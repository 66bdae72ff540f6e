package org.greensweep.jobs.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.greensweep.catalog.carbon.Conversions;
import org.greensweep.catalog.carbon.Device;
import org.greensweep.catalog.carbon.DeviceTime;
import org.greensweep.catalog.carbon.EnergyMethod;
import org.greensweep.catalog.carbon.Footprint;
import org.greensweep.catalog.carbon.Footprints;
import org.greensweep.catalog.carbon.FunctionalUnit;
import org.greensweep.catalog.carbon.GridIntensity;
import org.greensweep.catalog.carbon.Joules;
import org.greensweep.catalog.carbon.Manufacture;
import org.greensweep.catalog.reference.Devices;
import org.greensweep.catalog.reference.EmbodiedDevices;
import org.greensweep.catalog.reference.EnergyMethods;
import org.greensweep.jobs.campaign.CampaignReader;
import org.greensweep.jobs.campaign.Factors;
import org.greensweep.jobs.conf.YamlFile;
import org.greensweep.network.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Turns an energy, the time of a device or a campaign of jobs into CO2e. */
@Command(
    name = "footprint",
    description = {
      "Turns an energy into grams of CO2e: low, central and high, the factors behind them, and what it equals.",
      "The energy is given, or that of a device for some hours; or a file lists the jobs of a campaign.",
      "The range holds the spread of the sources for the grid, the facility's overhead, and how the energy is known."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobs/greensweep footprint --kwh 25.0 --region DK --pue 1",
      "  jobs/greensweep footprint --kwh 1287000 --region US --year 2020 --statement",
      "  jobs/greensweep footprint --device a100-sxm --hours 120 --count 8 --region FR --embodied a100",
      "  jobs/greensweep footprint --joules 5400 --inferences 1000000 --per 1000-inferences --region DK",
      "  jobs/greensweep footprint --campaign conf/campaigns/strubell-2019.yaml",
      "  jobs/greensweep footprint --list regions"
    })
public final class FootprintCommand implements Callable<Integer> {
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
  private double count = 1;

  @Option(
      names = "--utilization",
      paramLabel = "U",
      description = "Of the device's rated power, 0 to 1. Default: 1.")
  private @Nullable Double utilization;

  @Option(
      names = "--campaign",
      paramLabel = "FILE",
      description = "Jobs of a campaign, as YAML; conf/campaigns has examples.")
  private @Nullable Path campaign;

  @Option(
      names = "--list",
      paramLabel = "WHAT",
      description = "What there is to name: ${COMPLETION-CANDIDATES}.")
  private @Nullable FactorList list;

  @Option(
      names = "--region",
      paramLabel = "ID",
      description =
          "Grid region: a country (DK), a US state (US-CA), a cloud region (gcp:europe-west1), or WORLD.")
  private @Nullable String region;

  @Option(
      names = "--year",
      paramLabel = "YEAR",
      description = "Year of the grid's intensity; the nearest with data is taken and said.")
  private @Nullable Integer year;

  @Option(
      names = "--boundary",
      paramLabel = "B",
      description =
          "What the intensity counts: lifecycle, or direct (at the stacks). Default: lifecycle where there is one.")
  private @Nullable String boundary;

  @Option(
      names = "--pue",
      paramLabel = "P",
      description =
          "Power usage effectiveness of the facility: a number from 1, or an id. Default: the current average of facilities.")
  private @Nullable String pue;

  @Option(
      names = "--embodied",
      paramLabel = "ID",
      description = "Adds this device's manufacture for --hours x --count.")
  private @Nullable String embodied;

  @Option(
      names = "--share",
      paramLabel = "S",
      description = "The part of the device that was kept, above 0 to 1. Default: 1.")
  private double share = 1;

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
  private String per = "sweep";

  @Option(
      names = "--statement",
      description =
          "The paragraph that a paper or a report needs, and the forms of ISO/IEC 21031 and the calculators.")
  private boolean statement;

  @Option(names = "--json", description = "One JSON object for programs.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.println(answer());
    out.flush();
    return 0;
  }

  private String answer() {
    if (list != null) {
      return json ? Json.of(list.table().objects()) : list.table().toString();
    }
    if (campaign != null) {
      if (kilowattHours != null || joules != null || device != null || region != null) {
        throw misuse("--campaign FILE has energies and regions of its own; give it alone");
      }
      CampaignReport report =
          new CampaignReport(CampaignReader.read(campaign.toString(), YamlFile.text(campaign)));
      return json ? Json.of(report.answer()) : report.text();
    }
    FootprintReport report = new FootprintReport(account());
    if (json) {
      return Json.of(report.answer());
    }
    return statement ? report.statements() : report.text();
  }

  private FootprintAccount account() {
    if (region == null) {
      throw misuse("Missing required option: '--region ID'; footprint --list regions shows them");
    }
    Optional<Device> hardware = Optional.ofNullable(device).map(Devices.load()::of);
    Optional<DeviceTime> time = hardware.flatMap(this::time);
    Joules energy = energy(time);
    GridIntensity grid =
        Factors.grid(region, boundary == null ? null : Factors.boundary(boundary), year);
    boolean given = kilowattHours != null || joules != null;
    Footprint footprint =
        Footprints.of(
            energy,
            grid,
            Factors.pue(pue),
            given ? EnergyMethod.GIVEN : EnergyMethods.load().modelled());
    FunctionalUnit unit =
        inferences == null
            ? new FunctionalUnit("computation", 1, 0)
            : FunctionalUnit.parse(per, checkedInferences(inferences));
    return new FootprintAccount(
        footprint,
        hardware,
        time,
        manufacture(),
        embodied == null ? 0 : hours() * count,
        inferences == null ? 1 : inferences,
        unit,
        Factors.yearNote(grid, year));
  }

  private Optional<DeviceTime> time(Device hardware) {
    if (hours == null) {
      return Optional.empty();
    }
    return Optional.of(
        new DeviceTime(count, hours(), hardware.at(utilization == null ? 1 : utilization)));
  }

  private Joules energy(Optional<DeviceTime> time) {
    if (kilowattHours != null && joules != null) {
      throw misuse("give --kwh or --joules, not both");
    }
    if (kilowattHours == null && joules == null) {
      return time.map(DeviceTime::energy)
          .orElseThrow(
              () ->
                  misuse(
                      "Missing required option: an energy (--kwh or --joules), or --device with --hours, or --campaign"));
    }
    double value =
        kilowattHours == null
            ? Optional.ofNullable(joules).orElseThrow() / Conversions.JOULES_PER_KILOWATT_HOUR
            : kilowattHours;
    if (!(value >= 0 && value <= MOST_KILOWATT_HOURS)) {
      throw new UserError(
          "The energy is %s kWh; give 0 to %s kWh, more than the world uses in a year"
              .formatted(value, MOST_KILOWATT_HOURS));
    }
    return Joules.ofKilowattHours(value);
  }

  private double hours() {
    if (hours == null) {
      throw misuse("Missing required option: '--hours H', how long the device was kept");
    }
    if (!(count > 0 && hours >= 0 && count * hours <= MOST_DEVICE_HOURS)) {
      throw new UserError(
          "--count %s x --hours %s: give a count above 0, hours of 0 or more, and at most %s device-hours"
              .formatted(count, hours, MOST_DEVICE_HOURS));
    }
    return hours;
  }

  private Optional<Manufacture> manufacture() {
    return Optional.ofNullable(embodied)
        .map(id -> new Manufacture(EmbodiedDevices.load().of(id), share));
  }

  private static long checkedInferences(long inferences) {
    if (inferences < 1) {
      throw new UserError("--inferences " + inferences + ": use at least 1");
    }
    return inferences;
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
