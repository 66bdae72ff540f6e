package org.greensweep.jobs.campaign;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.greensweep.catalog.CatalogError;
import org.greensweep.catalog.carbon.Boundary;
import org.greensweep.catalog.carbon.CampaignJob;
import org.greensweep.catalog.carbon.Conversions;
import org.greensweep.catalog.carbon.DeviceTime;
import org.greensweep.catalog.carbon.Dimension;
import org.greensweep.catalog.carbon.EnergyMethod;
import org.greensweep.catalog.carbon.Grams;
import org.greensweep.catalog.carbon.GridIntensity;
import org.greensweep.catalog.carbon.Interval;
import org.greensweep.catalog.carbon.Joules;
import org.greensweep.catalog.carbon.Watts;
import org.greensweep.catalog.reference.Devices;
import org.greensweep.catalog.reference.EmbodiedDevices;
import org.greensweep.catalog.reference.EnergyMethods;
import org.greensweep.jobs.campaign.CampaignFile.JobFile;
import org.greensweep.jobs.conf.YamlFile;
import org.greensweep.network.UserError;
import org.jspecify.annotations.Nullable;

/** From the text of a campaign file to a campaign, every figure checked. */
public final class CampaignReader {
  /** The largest machine that a job may name: a whole data centre. */
  private static final double MOST_WATTS = 1e9;

  /** More than every computer of the world can have run. */
  private static final double MOST_HOURS = 1e12;

  private static final double HIGHEST_INTENSITY_G_PER_KWH = 1500;

  private final String place;
  private final Devices devices = Devices.load();
  private final EnergyMethods methods = EnergyMethods.load();

  private CampaignReader(String place) {
    this.place = place;
  }

  /**
   * @param place the file's name, for errors
   */
  public static ReadCampaign read(String place, String text) {
    CampaignFile file = YamlFile.parse(place, text, CampaignFile.class);
    if (file.name() == null) {
      throw new UserError(place + ": 'name' is missing; say what the campaign is called");
    }
    List<JobFile> jobs = file.jobs();
    if (jobs == null || jobs.isEmpty()) {
      throw new UserError(place + ": 'jobs' is missing or empty; list at least one job");
    }
    CampaignReader reader = new CampaignReader(place);
    Set<String> names = new HashSet<>();
    for (JobFile job : jobs) {
      if (job == null || job.name() == null) {
        throw new UserError(place + ": a job has no 'name'; give each its own");
      }
      if (!names.add(job.name())) {
        throw new UserError(
            "%s: two jobs are called '%s'; give each its own name".formatted(place, job.name()));
      }
    }
    return new ReadCampaign(
        file.name(), Optional.ofNullable(file.source()), jobs.stream().map(reader::job).toList());
  }

  private PublishedJob job(JobFile file) {
    try {
      return checked(file);
    } catch (CatalogError e) {
      throw new UserError("%s: job '%s': %s".formatted(place, file.name(), e.getMessage()), e);
    }
  }

  private PublishedJob checked(JobFile file) {
    Optional<DeviceTime> time = time(file);
    Joules energy =
        file.energy() == null
            ? time.map(DeviceTime::energy)
                .orElseThrow(
                    () ->
                        new CatalogError(
                            "its energy is unknown; give energy ('25.0 kWh'), or time with power"
                                + " or device"))
            : new Joules(figure(Dimension.ENERGY, "energy", file.energy()));
    GridIntensity grid = grid(file);
    CampaignJob job =
        new CampaignJob(
            String.valueOf(file.name()),
            file.developmentShare() == null ? 0 : file.developmentShare(),
            energy,
            method(file),
            time,
            Factors.pue(file.pue() == null ? null : String.valueOf(file.pue())),
            grid,
            embodied(file, time));
    Optional<Grams> published =
        Optional.ofNullable(file.published())
            .map(mass -> new Grams(figure(Dimension.MASS, "published", mass)));
    return new PublishedJob(job, published, Factors.yearNote(grid, file.year()));
  }

  /** The devices and their hours, where the file tells both a time and a power. */
  private Optional<DeviceTime> time(JobFile file) {
    boolean powered = file.power() != null || file.device() != null;
    refuseIf(file.power() != null && file.device() != null, "give power or device, not both");
    refuseIf(
        file.energy() != null && powered,
        "give its energy, or what the energy follows from (power or device), not both");
    refuseIf(
        file.utilization() != null && file.device() == null,
        "utilization is of a device; name one, or give the power that was drawn");
    if (file.time() == null) {
      refuseIf(powered, "time is missing; say how long each ran, like '12 h'");
      return Optional.empty();
    }
    double hours = figure(Dimension.TIME, "time", file.time());
    refuseIf(hours == 0, "time is '" + file.time() + "'; a job takes some");
    double count = file.count() == null ? 1 : file.count();
    refuseIf(
        count * hours > MOST_HOURS,
        "%s devices x %s h is more than %s h; check both".formatted(count, hours, MOST_HOURS));
    if (file.energy() != null) {
      double joules = figure(Dimension.ENERGY, "energy", file.energy());
      double seconds = count * hours * Conversions.SECONDS_PER_HOUR;
      return Optional.of(new DeviceTime(count, hours, new Watts(joules / seconds)));
    }
    return Optional.of(new DeviceTime(count, hours, power(file)));
  }

  private Watts power(JobFile file) {
    if (file.device() != null) {
      return devices.of(file.device()).at(file.utilization() == null ? 1 : file.utilization());
    }
    refuseIf(file.power() == null, "power or device is missing; say what each drew, like '250 W'");
    double watts = figure(Dimension.POWER, "power", String.valueOf(file.power()));
    refuseIf(
        watts > MOST_WATTS,
        "power is '%s', above %s W; check its unit".formatted(file.power(), MOST_WATTS));
    return new Watts(watts);
  }

  private EnergyMethod method(JobFile file) {
    if (file.method() != null) {
      return methods.of(file.method());
    }
    return file.device() == null ? EnergyMethod.GIVEN : methods.modelled();
  }

  private GridIntensity grid(JobFile file) {
    Boundary boundary = file.boundary() == null ? null : Factors.boundary(file.boundary());
    if (file.intensity() == null) {
      refuseIf(file.region() == null, "region is missing; name one, or give intensity");
      return Factors.grid(String.valueOf(file.region()), boundary, file.year());
    }
    refuseIf(
        boundary == null || file.year() == null,
        "an intensity needs its boundary (lifecycle or direct) and its year; say both");
    double grams = figure(Dimension.INTENSITY, "intensity", file.intensity());
    refuseIf(
        grams > HIGHEST_INTENSITY_G_PER_KWH,
        "intensity is '%s', above %s g/kWh, which no grid has; check its unit"
            .formatted(file.intensity(), HIGHEST_INTENSITY_G_PER_KWH));
    String region = file.region() == null ? "the campaign" : file.region();
    return new GridIntensity(
        region,
        region,
        Interval.exactly(grams),
        Objects.requireNonNull(boundary),
        Factors.year(Objects.requireNonNull(file.year())),
        List.of("given"));
  }

  private static Interval embodied(JobFile file, Optional<DeviceTime> time) {
    if (file.embodied() == null) {
      return Interval.exactly(0);
    }
    refuseIf(time.isEmpty(), "embodied needs a time and a count; say how long how many were kept");
    DeviceTime kept = time.orElseThrow();
    return EmbodiedDevices.load().of(file.embodied()).share(kept.hours()).times(kept.count());
  }

  /** A figure that YAML took for a number or a text. */
  private static double figure(Dimension dimension, String key, @Nullable Object value) {
    return dimension.parse(key, String.valueOf(value));
  }

  private static void refuseIf(boolean wrong, String why) {
    if (wrong) {
      throw new CatalogError(why);
    }
  }
}
