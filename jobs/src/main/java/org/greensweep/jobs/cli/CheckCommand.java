package org.greensweep.jobs.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.greensweep.hardware.Accelerator;
import org.greensweep.hardware.Dataflow;
import org.greensweep.hardware.EqualArea;
import org.greensweep.jobs.conf.DataflowFiles;
import org.greensweep.jobs.conf.Home;
import org.greensweep.jobs.conf.Nearest;
import org.greensweep.jobs.conf.YamlFile;
import org.greensweep.jobs.sweep.Sweep;
import org.greensweep.jobs.sweep.SweepFiles;
import org.greensweep.network.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks files that people write, and says what they mean. */
@Command(
    name = "check",
    description = {
      "Checks accelerator, dataflow and sweep files and says what they mean. A mistake is named with its place, its value, the",
      "limit and a cure, and so is one in every other part of a file; of an accelerator, memories and energies are shown beside a 16-bit multiply-accumulate."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobs/greensweep check conf/accelerators/eyeriss.yaml",
      "  jobs/greensweep check conf/dataflows/row-stationary.yaml conf/sweeps/quick.yaml"
    })
public final class CheckCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "YAML files.")
  private List<Path> files = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<String> mistakes = new ArrayList<>();
    for (Path file : files) {
      try {
        out.println(meaning(file.toString(), YamlFile.text(file)));
        out.println();
      } catch (UserError e) {
        mistakes.add(String.valueOf(e.getMessage()));
      }
    }
    out.flush();
    if (!mistakes.isEmpty()) {
      throw new UserError(String.join("\n", mistakes));
    }
    return 0;
  }

  private static String meaning(String place, String text) {
    if (text.isBlank()) {
      throw new UserError(place + ": the file is empty; see conf/ for examples");
    }
    if (has(text, "levels|operations|rows: *[0-9]+")) {
      Accelerator accelerator = YamlFile.parseNamingAll(place, text, Accelerator.class);
      checkEqualArea(place, accelerator);
      return place + ": a valid accelerator\n" + new AcceleratorReport(accelerator).text();
    }
    if (has(text, "networks|resolutions|inferences|regions")) {
      Sweep sweep = SweepFiles.find(place, text, Home.path()).sweep();
      return "%s: a valid sweep, %,d configurations of %s on %s under %s"
          .formatted(
              place,
              sweep.size(),
              String.join(", ", sweep.networks()),
              String.join(", ", sweep.accelerators().keySet()),
              String.join(", ", sweep.dataflows().keySet()));
    }
    if (has(text, "keeps|may-keep|columns|inside|innermost")) {
      Dataflow dataflow = YamlFile.parseNamingAll(place, text, Dataflow.class);
      return place + ": a valid dataflow\n" + DataflowReport.text(dataflow);
    }
    throw new UserError(
        place
            + ": cannot tell what it describes; an accelerator has 'levels', a sweep 'networks', a dataflow 'keeps'");
  }

  private static boolean has(String text, String keys) {
    return Pattern.compile("(?m)^(" + keys + ")\\b").matcher(text).find();
  }

  private static void checkEqualArea(String place, Accelerator accelerator) {
    List<String> known = DataflowFiles.names(Home.path());
    List<EqualArea> areas = accelerator.equalArea();
    for (EqualArea area : areas == null ? List.<EqualArea>of() : areas) {
      if (!known.contains(area.dataflow())) {
        throw Nearest.unknown(place + ", equal-area", "dataflow", area.dataflow(), known);
      }
    }
  }
}
