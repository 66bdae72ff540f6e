package org.greensweep.jobs.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.greensweep.catalog.carbon.SignificantDigits;
import org.greensweep.catalog.reference.ImagingStudy;
import org.greensweep.catalog.reference.TrainingResult;
import org.greensweep.catalog.training.StudyScores;
import org.greensweep.catalog.training.TrainingMemory;
import org.greensweep.catalog.training.TrainingSetting;
import org.greensweep.jobs.conf.Nearest;
import org.greensweep.jobs.training.TrainingNeeds;
import org.greensweep.network.Network;
import org.greensweep.network.UserError;
import org.greensweep.network.zoo.Zoo;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Memory and energy of training a network under five settings, beside a published study. */
@Command(
    name = "training",
    description = {
      "Memory and energy of training a network in single precision, mixed precision, half precision and with 8-bit",
      "optimiser states: weights, gradients, optimiser, activations at a batch size. Modelled; nothing is trained.",
      "Without a network, the five of a medical-imaging study (Selvan 2023) beside its Tables 1 and 2, with the radar's",
      "axes (0 centre, 1 rim), the Pareto front of accuracy and energy, and PePR = accuracy / (1 + energy from 0 to 1)."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobs/greensweep training",
      "  jobs/greensweep training resnet-50 --batch 64",
      "  jobs/greensweep training densenet-121 --resolution 256 --channels 1 --classes 1 --batch 32"
    })
public final class TrainingCommand implements Callable<Integer> {
  private static final double BYTES_PER_GIGABYTE = 1e9;
  private static final int MOST_SAMPLES = 1 << 20;

  @Parameters(paramLabel = "NETWORK", arity = "0..1", description = "A network of the zoo.")
  private @Nullable String name;

  @Option(names = "--batch", paramLabel = "B", description = "Samples per step. Default: 32.")
  private int batch = 32;

  @Option(names = "--resolution", paramLabel = "R", description = "Height and width of the input.")
  private @Nullable Integer resolution;

  @Option(
      names = "--channels",
      paramLabel = "C",
      description = "Channels of the input. Default: 3.")
  private int channels = 3;

  @Option(names = "--classes", paramLabel = "K", description = "Outputs. Default: 1000.")
  private int classes = 1000;

  @Option(names = "--json", description = "A JSON array of objects for programs.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (batch < 1 || batch > MOST_SAMPLES) {
      throw new UserError("--batch %d is out of range; use 1 to %d".formatted(batch, MOST_SAMPLES));
    }
    TextTable table = name == null ? study() : of(name);
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? Json.of(table.objects()) : table);
    out.flush();
    return 0;
  }

  private TextTable of(String zooName) {
    if (!Zoo.names().contains(Zoo.baseName(zooName))) {
      throw Nearest.unknown("training", "network", zooName, Zoo.names());
    }
    Network network =
        Zoo.network(
            zooName,
            resolution == null ? Zoo.defaultResolution(zooName) : resolution,
            channels,
            classes);
    TextTable table = new TextTable(needsHeaders());
    for (TrainingSetting setting : TrainingSetting.values()) {
      table.add(needs(zooName, TrainingNeeds.of(network, batch, setting)));
    }
    return table;
  }

  private TextTable study() {
    ImagingStudy study = ImagingStudy.load();
    List<String> headers = new ArrayList<>(List.of("data set"));
    headers.addAll(needsHeaders());
    headers.addAll(
        List.of(
            "printed GB",
            "printed Wh",
            "accuracy",
            "radar acc",
            "radar Wh",
            "radar GB",
            "radar s",
            "Pareto",
            "PePR"));
    TextTable table = new TextTable(headers);
    for (TrainingResult.Group group : study.groups()) {
      Network network = TrainingNeeds.ofStudy(group.model());
      StudyScores scores = StudyScores.of(study, group.dataset());
      List<TrainingResult> rows = study.rows(group);
      List<ImagingStudy.Radar> radar = study.radar(group);
      for (int row = 0; row < rows.size(); row++) {
        TrainingResult result = rows.get(row);
        List<String> cells = new ArrayList<>(List.of(group.dataset()));
        cells.addAll(
            needs(group.model(), TrainingNeeds.of(network, batch, setting(result.setting()))));
        cells.addAll(printed(result, radar.get(row)));
        cells.add(scores.onParetoFront(result) ? "yes" : "");
        cells.add(digits(scores.pepr(result)));
        table.add(cells);
      }
    }
    return table;
  }

  private static List<String> needsHeaders() {
    return List.of(
        "network",
        "setting",
        "weights GB",
        "gradients",
        "optimiser",
        "activations",
        "total GB",
        "Wh/1000 samples");
  }

  private static List<String> needs(String label, TrainingNeeds needs) {
    TrainingMemory memory = needs.memory();
    return List.of(
        label,
        needs.setting().word(),
        gigabytes(memory.weights()),
        gigabytes(memory.gradients()),
        gigabytes(memory.optimizer()),
        gigabytes(memory.activations()),
        gigabytes(memory.total()),
        digits(needs.energyOfThousand().kilowattHours() * 1000));
  }

  private static List<String> printed(TrainingResult result, ImagingStudy.Radar radar) {
    return List.of(
        digits(result.gpuMemoryGigabytes()),
        digits(result.energyWattHours()),
        digits(result.accuracy()) + (result.diverged() ? " (a seed diverged)" : ""),
        digits(radar.accuracy()),
        digits(radar.energy()),
        digits(radar.gpuMemory()),
        digits(radar.trainingTime()));
  }

  private static TrainingSetting setting(String word) {
    return Arrays.stream(TrainingSetting.values())
        .filter(setting -> setting.word().equals(word))
        .findFirst()
        .orElseThrow();
  }

  private static String gigabytes(double bytes) {
    return digits(bytes / BYTES_PER_GIGABYTE);
  }

  private static String digits(double value) {
    return SignificantDigits.plain(value, 3);
  }
}
