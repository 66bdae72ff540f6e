package org.greensweep.jobs;

import java.io.PrintWriter;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.greensweep.catalog.CatalogError;
import org.greensweep.jobs.cli.CheckCommand;
import org.greensweep.jobs.cli.DescribeCommand;
import org.greensweep.jobs.cli.EnergyCommand;
import org.greensweep.jobs.cli.ExportCommand;
import org.greensweep.jobs.cli.ExportOnnxCommand;
import org.greensweep.jobs.cli.FootprintCommand;
import org.greensweep.jobs.cli.HogCommand;
import org.greensweep.jobs.cli.InferCommand;
import org.greensweep.jobs.cli.MapCommand;
import org.greensweep.jobs.cli.ReproduceCommand;
import org.greensweep.jobs.cli.ShowCommand;
import org.greensweep.jobs.cli.SweepCommand;
import org.greensweep.jobs.cli.TrainingCommand;
import org.greensweep.jobs.conf.Home;
import org.greensweep.jobs.conf.Version;
import org.greensweep.network.UserError;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: parses, runs one command, and maps what went wrong to an exit code. */
@Command(
    name = "greensweep",
    description = {
      "What an inference costs in time, joules and grams of CO2e, for every network x precision x dataflow x resolution.",
      "",
      "Start with:  jobs/greensweep sweep conf/sweeps/quick.yaml"
    },
    subcommands = {
      SweepCommand.class,
      ShowCommand.class,
      DescribeCommand.class,
      MapCommand.class,
      EnergyCommand.class,
      CheckCommand.class,
      InferCommand.class,
      ExportOnnxCommand.class,
      HogCommand.class,
      FootprintCommand.class,
      ReproduceCommand.class,
      TrainingCommand.class,
      ExportCommand.class,
      CommandLine.HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success",
      "2:a mistake in the command, a file or an option; the message says which",
      "3:a fault of Greensweep's; the log has the details"
    })
public final class Main implements Runnable {
  /** The user's mistake. */
  static final int EXIT_USER = 2;

  /** Our fault. */
  static final int EXIT_FAULT = 3;

  @Spec private CommandSpec spec;

  Main(CommandSpec spec) {
    this.spec = spec;
  }

  /** Made by picocli, which sets the specification. */
  public Main() {
    this(CommandSpec.create());
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "name a command: sweep, show, describe, map, energy, check, infer, export-onnx, hog, footprint, reproduce, training or export");
  }

  /** The whole command line with its exit codes, without leaving the JVM. */
  public static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((fault, commandLine, parsed) -> explain(fault, commandLine))
        .setParameterExceptionHandler(Main::explainUsage);
  }

  private static int explainUsage(ParameterException mistake, String[] arguments) {
    CommandLine commandLine = mistake.getCommandLine();
    PrintWriter err = commandLine.getErr();
    err.println("greensweep: " + mistake.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(mistake, err);
    err.println("Help: jobs/" + commandLine.getCommandSpec().qualifiedName() + " --help");
    return EXIT_USER;
  }

  private static int explain(Exception fault, CommandLine commandLine) {
    Logger log = LogManager.getLogger(Main.class);
    PrintWriter err = commandLine.getErr();
    if (fault instanceof UserError || fault instanceof CatalogError) {
      log.debug("user's mistake", fault);
      err.println("greensweep: " + fault.getMessage());
      return EXIT_USER;
    }
    log.fatal("greensweep failed", fault);
    err.println("greensweep: a fault of Greensweep's, not yours: " + firstLine(fault));
    err.println("The details are in " + Home.logs().resolve("greensweep.log"));
    return EXIT_FAULT;
  }

  private static String firstLine(Exception fault) {
    return String.valueOf(fault).lines().findFirst().orElse("");
  }

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }
}
