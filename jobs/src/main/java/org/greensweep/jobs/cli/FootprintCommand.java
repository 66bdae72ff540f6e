package org.greensweep.jobs.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.greensweep.catalog.carbon.Footprints;
import org.greensweep.catalog.carbon.GridIntensity;
import org.greensweep.catalog.carbon.Manufacture;
import org.greensweep.jobs.campaign.CampaignReader;
import org.greensweep.jobs.conf.YamlFile;
import org.greensweep.network.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
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
      "  jobs/greensweep footprint --device a100-sxm --hours 120 --count 8 --region FR \\",
      "    --embodied a100",
      "  jobs/greensweep footprint --joules 5400 --region DK --inferences 1000000 \\",
      "    --per inference",
      "  jobs/greensweep footprint --campaign conf/campaigns/strubell-2019.yaml",
      "  jobs/greensweep footprint --campaign conf/campaigns/example.yaml --statement",
      "  jobs/greensweep footprint --list regions"
    })
public final class FootprintCommand implements Callable<Integer> {
  /** What may stand beside a list or a campaign. */
  private static final Set<String> FORMS = Set.of("--statement", "--json");

  @ArgGroup(validate = false, heading = "%nEnergy:%n", order = 1)
  private EnergyOptions energy = new EnergyOptions();

  @ArgGroup(validate = false, heading = "%nFactors:%n", order = 2)
  private FactorOptions factors = new FactorOptions();

  @ArgGroup(validate = false, heading = "%nScore (ISO/IEC 21031):%n", order = 3)
  private ScoreOptions score = new ScoreOptions();

  @Option(
      names = "--campaign",
      paramLabel = "FILE",
      description =
          "Instead of one energy, the jobs of a campaign, as YAML; conf/campaigns has examples.")
  private @Nullable Path campaign;

  @Option(
      names = "--list",
      paramLabel = "WHAT",
      description = "What there is to name: ${COMPLETION-CANDIDATES}.")
  private @Nullable FactorList list;

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
      alone("--list");
      return json ? Json.of(list.table().objects()) : list.table().toString();
    }
    if (campaign != null) {
      alone("--campaign");
      CampaignReport report =
          new CampaignReport(CampaignReader.read(campaign.toString(), YamlFile.text(campaign)));
      if (json) {
        return Json.of(report.answer());
      }
      return statement ? report.statement() : report.text();
    }
    FootprintAccount account = account();
    if (json) {
      return Json.of(FootprintAnswer.of(account));
    }
    return statement ? FootprintForms.text(account) : FootprintReport.text(account);
  }

  /** Options that would have no effect are refused. */
  private void alone(String option) {
    List<String> others =
        spec.commandLine().getParseResult().matchedOptions().stream()
            .map(OptionSpec::longestName)
            .filter(name -> !name.equals(option) && !FORMS.contains(name))
            .distinct()
            .toList();
    if (!others.isEmpty()) {
      throw new UserError(
          "%s brings its own figures and takes no %s; leave one of them out"
              .formatted(option, String.join(", ", others)));
    }
  }

  private FootprintAccount account() {
    score.check();
    Optional<Manufacture> manufacture = score.manufacture();
    energy.check(manufacture.isPresent());
    GridIntensity grid = factors.grid();
    return new FootprintAccount(
        Footprints.of(energy.energy(), grid, factors.pue(), energy.method()),
        energy.hardware(),
        energy.time(),
        manufacture,
        manufacture.isPresent() ? energy.deviceHours() : 0,
        score.inferences(),
        score.unit(),
        factors.yearNote(grid));
  }
}
