package org.greensweep.hardware.studies;

import java.util.ArrayList;
import java.util.List;
import org.greensweep.hardware.Accelerator;
import org.greensweep.hardware.ConvolutionProblem;
import org.greensweep.hardware.Dataflow;
import org.greensweep.hardware.LayerCost;
import org.greensweep.hardware.LevelKind;
import org.greensweep.hardware.MappingSearch;
import org.greensweep.hardware.MemoryLevel;
import org.greensweep.hardware.NoMappingException;

/**
 * The ISCA 2016 study (Chen, Emer, Sze): dataflows on AlexNet at equal area, 256 PEs, batch 16.
 * Every function takes its accelerator, {@code isca16-256.yaml}.
 */
public final class Isca16Study {
  static final int BATCH = 16;

  private Isca16Study() {}

  /**
   * Energy of a dataflow over that of row stationary.
   *
   * @param convolutions over AlexNet's five convolutions
   * @param fullyConnected over its three fully connected layers
   */
  public record Ratio(String dataflow, double convolutions, double fullyConnected) {}

  /** Each of {@code others} over row stationary. */
  public static List<Ratio> ratios(Accelerator study, Dataflow rows, List<Dataflow> others)
      throws NoMappingException {
    double convolutions = convolutions(study, rows);
    double dense = fullyConnected(study, rows);
    List<Ratio> ratios = new ArrayList<>();
    for (Dataflow dataflow : others) {
      ratios.add(
          new Ratio(
              dataflow.name(),
              convolutions(study, dataflow) / convolutions,
              fullyConnected(study, dataflow) / dense));
    }
    return ratios;
  }

  private static double convolutions(Accelerator study, Dataflow dataflow)
      throws NoMappingException {
    return sum(study, Layers.alexNetConvolutions(BATCH), dataflow);
  }

  private static double fullyConnected(Accelerator study, Dataflow dataflow)
      throws NoMappingException {
    return sum(study, Layers.alexNetFullyConnected(BATCH), dataflow);
  }

  private static double sum(Accelerator study, List<ConvolutionProblem> problems, Dataflow dataflow)
      throws NoMappingException {
    double sum = 0;
    for (ConvolutionProblem problem : problems) {
      LayerCost cost = MappingSearch.best(problem, study, dataflow);
      sum += cost.energy().totalPicojoules();
    }
    return sum;
  }

  /**
   * Each dataflow over row stationary on the mappings that the study takes, as the engine counts
   * them.
   */
  public static List<Ratio> ratiosOfTheStudy(Accelerator study) {
    List<Isca16Mapping> mappings = Isca16Mapping.all();
    String rows = mappings.get(0).dataflow();
    return mappings.stream()
        .map(Isca16Mapping::dataflow)
        .distinct()
        .filter(dataflow -> !dataflow.equals(rows))
        .map(
            dataflow ->
                new Ratio(
                    dataflow,
                    counted(study, dataflow, true) / counted(study, rows, true),
                    counted(study, dataflow, false) / counted(study, rows, false)))
        .toList();
  }

  private static double counted(Accelerator study, String dataflow, boolean convolutions) {
    return Isca16Mapping.all().stream()
        .filter(mapping -> mapping.dataflow().equals(dataflow))
        .filter(mapping -> mapping.convolution() == convolutions)
        .mapToDouble(mapping -> mapping.counted(study).energy().totalPicojoules())
        .sum();
  }

  /** Energy of an access over that of a multiply-accumulate, innermost first (Table IV). */
  public static List<Comparison> hierarchy(Accelerator study) {
    double unit =
        study.operations().stream()
            .filter(operation -> operation.operation().equals("int16"))
            .findFirst()
            .orElseThrow()
            .picojoules();
    List<Comparison> levels = new ArrayList<>();
    levels.add(new Comparison("ALU", "x", 1, 1));
    for (int index = study.levels().size() - 1; index >= 0; index--) {
      MemoryLevel level = study.levels().get(index);
      levels.add(new Comparison(level.name(), "x", published(level.kind()), level.read() / unit));
    }
    return levels;
  }

  private static double published(LevelKind kind) {
    return switch (kind) {
      case REGISTER_FILE -> 1;
      case NETWORK -> 2;
      case BUFFER -> 6;
      case DRAM -> 200;
    };
  }
}
