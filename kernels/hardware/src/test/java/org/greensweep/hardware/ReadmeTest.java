package org.greensweep.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.greensweep.hardware.studies.Comparison;
import org.greensweep.hardware.studies.EyerissLayer;
import org.greensweep.hardware.studies.EyerissRun;
import org.greensweep.hardware.studies.EyerissStudy;
import org.greensweep.hardware.studies.GoogLeNetStudy;
import org.greensweep.hardware.studies.HogStudy;
import org.greensweep.hardware.studies.Isca16Mapping;
import org.greensweep.hardware.studies.Layers;
import org.greensweep.network.Network;
import org.greensweep.network.PrecisionPlans;
import org.greensweep.network.zoo.Zoo;
import org.junit.jupiter.api.Test;

/**
 * The tables of README.md are what the model says. {@code -Dgreensweep.regenerate=true} writes them
 * anew; the difference is for a person to review.
 */
class ReadmeTest {
  private static final Path README = Path.of("README.md");

  @Test
  void tablesAreUpToDate() throws Exception {
    String text = Files.readString(README);
    String current = text;
    current = replace(current, "eyeriss", eyeriss());
    current = replace(current, "isca16", isca16());
    current = replace(current, "study", study());
    current = replace(current, "dataflows", dataflows());
    current = replace(current, "vgg", vgg());
    current = replace(current, "chip", chip());
    current = replace(current, "pixels", pixels());
    current = replace(current, "googlenet", googlenet());
    current = replace(current, "fusion", fusion());
    if (Boolean.getBoolean("greensweep.regenerate")) {
      Files.writeString(README, current);
    }
    assertThat(text)
        .as("README.md is stale; run this test with -Dgreensweep.regenerate=true")
        .isEqualTo(current);
  }

  private static String replace(String text, String table, String content) throws IOException {
    String begin = "<!-- table " + table + " -->\n";
    String end = "<!-- end of table -->";
    int from = text.indexOf(begin);
    if (from < 0) {
      throw new IOException("README.md has no place for table " + table);
    }
    int start = from + begin.length();
    return text.substring(0, start) + content + text.substring(text.indexOf(end, start));
  }

  private static String eyeriss() {
    StringBuilder table =
        new StringBuilder(
            "| layer | buffer MB, model / chip | DRAM MB, model / chip | power mW, model / chip | processing ms, model / chip |\n|---|---|---|---|---|\n");
    Accelerator chip = Accelerators.eyeriss();
    for (EyerissRun run : EyerissStudy.runs(chip)) {
      EyerissLayer layer = run.layer();
      table.append(
          row(
              "| %s | %.2f / %.1f | %.2f / %.1f | %.0f / %.0f | %.1f / %.1f |",
              layer.name(),
              run.bufferMegabytes(),
              layer.bufferMegabytes(),
              run.dramMegabytes(),
              layer.dramMegabytes(),
              run.milliwatts(chip.clock()),
              layer.milliwatts(),
              run.milliseconds(),
              layer.processingMilliseconds()));
    }
    return table.toString();
  }

  private static String isca16() throws NoMappingException {
    StringBuilder table =
        new StringBuilder(
            "| layer | ALU | DRAM, ours / nn_dataflow / study | register file, ours / nn_dataflow | buffer | array | optimal |\n|---|---|---|---|---|---|---|\n");
    List<Isca16Mapping> all = Isca16Mapping.all();
    List<Isca16Mapping> study = of(all, all.get(0).dataflow());
    List<String> names = List.of("CONV1", "CONV2", "CONV3", "CONV4", "CONV5", "FC1", "FC2", "FC3");
    for (int index = 0; index < names.size(); index++) {
      Isca16Test.Reference reference = Isca16Test.references().get(index);
      LayerCost cost = Isca16Test.cost(reference.problem(), Dataflows.ROW_STATIONARY);
      Energy energy = cost.energy();
      table.append(
          row(
              "| %s | %.2f | %.2f / %.2f / %.2f | %.2f / %.2f | %.2f | %.2f | %s |",
              names.get(index),
              energy.computePicojoules() * 1e-9,
              energy.picojoules(LevelKind.DRAM) * 1e-9,
              reference.dram(),
              study.get(index).dram(),
              energy.picojoules(LevelKind.REGISTER_FILE) * 1e-9,
              reference.file(),
              energy.picojoules(LevelKind.BUFFER) * 1e-9,
              energy.picojoules(LevelKind.NETWORK) * 1e-9,
              cost.optimal() ? "yes" : "budget"));
    }
    return table.toString();
  }

  /** The study's own mappings, level by level, in units of what row stationary spends. */
  private static String study() {
    StringBuilder table =
        new StringBuilder(
            "| dataflow | layers | over row stationary, ours / study | of it DRAM | buffer | array | register file |\n|---|---|---|---|---|---|---|\n");
    for (boolean convolutions : new boolean[] {true, false}) {
      List<Isca16Mapping> mappings =
          Isca16Mapping.all().stream()
              .filter(mapping -> mapping.convolution() == convolutions)
              .toList();
      List<Isca16Mapping> rows = of(mappings, mappings.get(0).dataflow());
      double ours = counted(rows, Energy::totalPicojoules);
      double theirs = rows.stream().mapToDouble(Isca16Mapping::published).sum();
      for (String dataflow : mappings.stream().map(Isca16Mapping::dataflow).distinct().toList()) {
        List<Isca16Mapping> some = of(mappings, dataflow);
        StringBuilder line =
            new StringBuilder(
                String.format(
                    Locale.ROOT,
                    "| %s | %s | %.2f / %.2f |",
                    dataflow,
                    convolutions ? "convolutions" : "FC",
                    counted(some, Energy::totalPicojoules) / ours,
                    some.stream().mapToDouble(Isca16Mapping::published).sum() / theirs));
        for (LevelKind kind :
            List.of(LevelKind.DRAM, LevelKind.BUFFER, LevelKind.NETWORK, LevelKind.REGISTER_FILE)) {
          line.append(
              String.format(
                  Locale.ROOT,
                  " %.2f / %.2f |",
                  counted(some, energy -> energy.picojoules(kind)) / ours,
                  some.stream().mapToDouble(mapping -> mapping.published(kind)).sum() / theirs));
        }
        table.append(line).append('\n');
      }
    }
    return table.toString();
  }

  private static List<Isca16Mapping> of(List<Isca16Mapping> mappings, String dataflow) {
    return mappings.stream().filter(mapping -> mapping.dataflow().equals(dataflow)).toList();
  }

  private static double counted(List<Isca16Mapping> mappings, ToDoubleFunction<Energy> part) {
    return mappings.stream()
        .mapToDouble(mapping -> part.applyAsDouble(mapping.counted(Accelerators.isca16()).energy()))
        .sum();
  }

  private static String dataflows() throws NoMappingException {
    List<ConvolutionProblem> convolutions = Layers.alexNetConvolutions(16);
    List<ConvolutionProblem> dense = Layers.alexNetFullyConnected(16);
    double rows = Isca16Test.sum(convolutions, Dataflows.ROW_STATIONARY);
    double denseRows = Isca16Test.sum(dense, Dataflows.ROW_STATIONARY);
    StringBuilder table =
        new StringBuilder(
            "| dataflow | convolutions, over row stationary | of it DRAM | buffer | array | register file | FC layers, over row stationary | of it DRAM |\n|---|---|---|---|---|---|---|---|\n");
    for (Dataflow dataflow : Dataflows.ofTheStudy()) {
      table.append(
          row(
              "| %s | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f |",
              dataflow.name(),
              Isca16Test.sum(convolutions, dataflow) / rows,
              Isca16Test.sum(convolutions, dataflow, LevelKind.DRAM) / rows,
              Isca16Test.sum(convolutions, dataflow, LevelKind.BUFFER) / rows,
              Isca16Test.sum(convolutions, dataflow, LevelKind.NETWORK) / rows,
              Isca16Test.sum(convolutions, dataflow, LevelKind.REGISTER_FILE) / rows,
              Isca16Test.sum(dense, dataflow) / denseRows,
              Isca16Test.sum(dense, dataflow, LevelKind.DRAM) / denseRows));
    }
    return table.toString();
  }

  /** VGG-16 on the chip as the search would run it, batch 3 as in Table VI of JSSC 2017. */
  private static String vgg() throws NoMappingException {
    List<String> names =
        List.of(
            "1-1", "1-2", "2-1", "2-2", "3-1", "3-2", "3-3", "4-1", "4-2", "4-3", "5-1", "5-2",
            "5-3");
    StringBuilder table =
        new StringBuilder(
            "| layer | array ms per image | chip mW | DRAM MB per image, uncompressed |\n|---|---|---|---|\n");
    double seconds = 0;
    double joules = 0;
    double megabytes = 0;
    List<ConvolutionProblem> layers = Layers.vgg16Convolutions(3);
    for (int index = 0; index < layers.size(); index++) {
      ConvolutionProblem problem = layers.get(index).withInputZeroFraction(index == 0 ? 0 : 0.5);
      LayerCost cost =
          MappingSearch.best(problem, Accelerators.eyeriss(), Dataflows.ROW_STATIONARY);
      double dram = cost.energy().picojoules(LevelKind.DRAM);
      double chip = (cost.energy().totalPicojoules() - dram) * 1e-12;
      // 460 pJ per word of two bytes.
      double traffic = dram / 460 * 2e-6 / 3;
      table.append(
          row(
              "| CONV%s | %.1f | %.0f | %.1f |",
              names.get(index), cost.seconds() * 1e3 / 3, chip / cost.seconds() * 1e3, traffic));
      seconds += cost.seconds() / 3;
      joules += chip / 3;
      megabytes += traffic;
    }
    return table
        .append(
            row("| all | %.0f | %.0f | %.1f |", seconds * 1e3, joules / seconds * 1e3, megabytes))
        .toString();
  }

  private static String chip() {
    Accelerator chip = Accelerators.eyeriss();
    List<Comparison> comparisons = new ArrayList<>(EyerissStudy.runLengthSavings(chip));
    comparisons.add(EyerissStudy.zeroGating(chip));
    comparisons.addAll(EyerissStudy.reuse(chip));
    return table(comparisons);
  }

  private static String pixels() throws NoMappingException {
    Accelerator chip = Accelerators.eyeriss();
    List<Comparison> comparisons =
        new ArrayList<>(HogStudy.energyPerPixel(chip, Dataflows.ROW_STATIONARY));
    comparisons.addAll(HogStudy.overHog(chip, Dataflows.ROW_STATIONARY));
    return table(comparisons);
  }

  private static String googlenet() throws NoMappingException {
    return table(GoogLeNetStudy.byDataType(Accelerators.isca16(), Dataflows.ROW_STATIONARY));
  }

  /** 8 bits, 224 x 224, one image. */
  private static String fusion() throws NoMappingException {
    StringBuilder table =
        new StringBuilder(
            "| network | accelerator | maps kept | mJ apart | of it DRAM | mJ fused | spared |\n|---|---|---|---|---|---|---|\n");
    for (String accelerator : List.of("edge", "cloud")) {
      for (String name : List.of("alexnet", "resnet-18", "mobilenet-v2")) {
        Network network = Zoo.network(name, 224);
        NetworkCost cost =
            NetworkCost.of(
                NetworkSteps.of(network, PrecisionPlans.of("int8", network), 1, Zeros.NONE),
                Accelerators.read(accelerator),
                Dataflows.ROW_STATIONARY);
        double dram = 0;
        int kept = 0;
        for (StepCost step : cost.steps()) {
          dram += step.cost().energy().picojoules(LevelKind.DRAM);
          kept += step.keptOnChip() ? 1 : 0;
        }
        double total = cost.totalPicojoules();
        table.append(
            row(
                "| %s | %s | %d of %d | %.3f | %.0f %% | %.3f | %.1f %% |",
                name,
                accelerator,
                kept,
                cost.steps().size(),
                total * 1e-9,
                100 * dram / total,
                (total - cost.savedPicojoules()) * 1e-9,
                100 * cost.savedPicojoules() / total));
      }
    }
    return table.toString();
  }

  private static String table(List<Comparison> comparisons) {
    StringBuilder table =
        new StringBuilder("| quantity | published | ours | unit |\n|---|---|---|---|\n");
    for (Comparison comparison : comparisons) {
      table.append(
          row(
              "| %s | %.4g | %.4g | %s |",
              comparison.quantity(), comparison.published(), comparison.ours(), comparison.unit()));
    }
    return table.toString();
  }

  private static String row(String format, Object... values) {
    return String.format(Locale.ROOT, format, values) + "\n";
  }
}
