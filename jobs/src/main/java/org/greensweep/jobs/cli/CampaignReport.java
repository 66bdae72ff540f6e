package org.greensweep.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.greensweep.catalog.carbon.Campaign;
import org.greensweep.catalog.carbon.CampaignJob;
import org.greensweep.catalog.carbon.Footprint;
import org.greensweep.catalog.carbon.Grams;
import org.greensweep.catalog.carbon.Interval;
import org.greensweep.catalog.carbon.Readable;
import org.greensweep.catalog.carbon.SignificantDigits;
import org.greensweep.catalog.carbon.Statements;
import org.greensweep.catalog.reference.Equivalents;
import org.greensweep.jobs.campaign.PublishedJob;
import org.greensweep.jobs.campaign.ReadCampaign;
import org.greensweep.jobs.cli.FootprintAnswer.Equal;
import org.greensweep.jobs.cli.FootprintAnswer.Range;
import org.jspecify.annotations.Nullable;

/** A campaign job by job, for people and for programs. */
final class CampaignReport {
  private static final double PERCENT = 100;

  private final ReadCampaign read;
  private final Campaign campaign;
  private final Equivalents equivalents = Equivalents.load();

  CampaignReport(ReadCampaign read) {
    this.read = read;
    this.campaign = read.campaign();
  }

  /** What {@code --json} prints. */
  record Answer(
      String name,
      @Nullable String source,
      Range grams,
      @Nullable Range embodiedGrams,
      double energyItJ,
      double energyFacilityJ,
      double developmentShare,
      List<Job> jobs,
      List<Equal> equivalents,
      String statement) {}

  /** A job of {@link Answer}. */
  record Job(
      String name,
      double developmentShare,
      @Nullable Double count,
      @Nullable Double hours,
      @Nullable Double powerW,
      double energyItJ,
      double pue,
      double intensityGPerKwh,
      String gridFactorIds,
      Range grams,
      @Nullable Double publishedGrams,
      @Nullable String note) {}

  Answer answer() {
    return new Answer(
        read.name(),
        read.source().orElse(null),
        Range.of(campaign.grams()),
        hasManufacture() ? Range.of(campaign.embodied()) : null,
        campaign.energyIt().value(),
        campaign.energyFacility().value(),
        campaign.developmentShare(),
        read.jobs().stream().map(CampaignReport::job).toList(),
        equivalents.headlines(central()).stream().map(Equal::of).toList(),
        statement());
  }

  private static Job job(PublishedJob published) {
    CampaignJob job = published.job();
    Footprint footprint = job.footprint();
    return new Job(
        job.name(),
        job.developmentShare(),
        job.time().map(time -> time.count()).orElse(null),
        job.time().map(time -> time.hours()).orElse(null),
        job.time().map(time -> time.power().value()).orElse(null),
        job.energy().value(),
        job.pue().value().central(),
        job.grid().central().value(),
        String.join(" ", job.grid().factorIds()),
        Range.of(footprint.grams()),
        published.published().map(Grams::value).orElse(null),
        published.notes().orElse(null));
  }

  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(read.name() + read.source().map(source -> " (" + source + ")").orElse(""));
    lines.add("");
    lines.add(table().toString());
    lines.add("");
    lines.add(
        "Together %s of IT energy, %s with the facilities, %s CO2e%s; development %s %% of it."
            .formatted(
                Readable.energy(campaign.energyIt()),
                Readable.energy(campaign.energyFacility()),
                Readable.mass(campaign.grams()),
                hasManufacture()
                    ? ", and " + Readable.mass(campaign.embodied()) + " of manufacture"
                    : "",
                SignificantDigits.plain(campaign.developmentShare() * PERCENT, 4)));
    lines.add(Comparisons.equal(central()));
    for (PublishedJob job : read.jobs()) {
      job.notes().ifPresent(note -> lines.add(job.job().name() + ": " + note));
      if (job.published().isPresent()) {
        lines.addAll(Comparisons.published(job.job().footprint()));
      }
    }
    lines.add("");
    lines.add(statement());
    return String.join("\n", lines);
  }

  private TextTable table() {
    TextTable table =
        new TextTable(
            "job",
            "devices",
            "h each",
            "W each",
            "IT kWh",
            "PUE",
            "g/kWh",
            "CO2e",
            "published",
            "off by");
    for (PublishedJob published : read.jobs()) {
      CampaignJob job = published.job();
      Footprint footprint = job.footprint();
      table.add(
          job.name() + development(job),
          job.time().map(time -> digits(time.count())).orElse("-"),
          job.time().map(time -> digits(time.hours())).orElse("-"),
          job.time().map(time -> digits(time.power().value())).orElse("-"),
          digits(job.energy().kilowattHours()),
          digits(job.pue().value().central()),
          digits(job.grid().central().value()),
          Readable.mass(footprint.grams()),
          published.published().map(Readable::mass).orElse("-"),
          published.published().map(mass -> off(footprint.grams(), mass)).orElse("-"));
    }
    return table;
  }

  private static String development(CampaignJob job) {
    double share = job.developmentShare();
    if (share == 0) {
      return "";
    }
    return share == 1
        ? " [development]"
        : " [%s %% development]".formatted(SignificantDigits.plain(share * PERCENT, 2));
  }

  private static String off(Interval ours, Grams published) {
    double off = PERCENT * (ours.central() / published.value() - 1);
    return (off < 0 ? "-" : "+") + SignificantDigits.plain(Math.abs(off), 2) + " %";
  }

  private boolean hasManufacture() {
    return campaign.embodied().high() > 0;
  }

  private Grams central() {
    return new Grams(campaign.grams().central());
  }

  /** The paragraph for a paper or a report. */
  String statement() {
    return Statements.campaign(campaign, Optional.of(central()).flatMap(equivalents::mostReadable));
  }

  private static String digits(double value) {
    return SignificantDigits.plain(value, 4);
  }
}
