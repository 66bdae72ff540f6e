package org.greensweep.hardware.studies;

import java.util.List;
import org.greensweep.hardware.Accelerator;
import org.greensweep.hardware.Arithmetic;
import org.greensweep.hardware.ConvolutionProblem;
import org.greensweep.hardware.Dataflow;
import org.greensweep.hardware.Energy;
import org.greensweep.hardware.LayerCost;
import org.greensweep.hardware.LevelKind;
import org.greensweep.hardware.MappingSearch;
import org.greensweep.hardware.NoMappingException;
import org.greensweep.hardware.StreamingProblem;

/**
 * Energy per pixel of feature extraction, chip without DRAM (Suleiman, Chen, Emer, Sze, ISCAS 2017:
 * 0.5 nJ for histograms of oriented gradients, 155.5 for AlexNet's and 6742.9 for VGG-16's
 * convolutions on Eyeriss). Takes the chip, {@code eyeriss.yaml}, and row stationary.
 */
public final class HogStudy {
  /**
   * Operations per pixel of a histogram of oriented gradients (Dalal and Triggs 2005: cells of 8 x
   * 8, 9 bins, blocks of 2 x 2): two differences, three for the magnitude, nine comparisons for the
   * bin, a vote into two bins of four cells, weighted; then 36 values per cell squared, summed and
   * scaled.
   */
  static final double OPERATIONS_PER_PIXEL = 2 + 3 + 9 + 2 * 2 * 4 + 36 * 2 / 64.0;

  /** Values per pixel of the result: 36 per cell of 64. */
  private static final double OUTPUTS_PER_PIXEL = 36 / 64.0;

  private static final int VGG_BATCH = 3;
  private static final double VGG_ZEROS = 0.5;

  private HogStudy() {}

  /** Nanojoules per pixel of HOG, AlexNet and VGG-16, in this order. */
  public static List<Comparison> energyPerPixel(Accelerator chip, Dataflow rows)
      throws NoMappingException {
    return List.of(
        new Comparison("HOG", "nJ/pixel", 0.5, hog(chip, rows)),
        new Comparison("AlexNet", "nJ/pixel", 155.5, alexNet(chip)),
        new Comparison("VGG-16", "nJ/pixel", 6742.9, vgg16(chip, rows)));
  }

  /** AlexNet and VGG-16 over HOG. */
  public static List<Comparison> overHog(Accelerator chip, Dataflow rows)
      throws NoMappingException {
    List<Comparison> energies = energyPerPixel(chip, rows);
    double hog = energies.get(0).ours();
    return List.of(
        new Comparison("AlexNet over HOG", "x", 311, energies.get(1).ours() / hog),
        new Comparison("VGG-16 over HOG", "x", 13486, energies.get(2).ours() / hog));
  }

  private static double hog(Accelerator chip, Dataflow rows) throws NoMappingException {
    int pixels = 1920 * 1080;
    StreamingProblem problem =
        new StreamingProblem(
            pixels,
            Math.round(OUTPUTS_PER_PIXEL * pixels),
            16,
            16,
            Math.round(OPERATIONS_PER_PIXEL * pixels),
            Arithmetic.INT16);
    LayerCost cost = MappingSearch.best(problem, chip, rows);
    return onChip(cost.energy()) / pixels;
  }

  private static double alexNet(Accelerator chip) {
    double milliwattMilliseconds = 0;
    for (EyerissRun run : EyerissStudy.runs(chip)) {
      milliwattMilliseconds += run.milliwatts(chip.clock()) * run.layer().totalMilliseconds();
    }
    // Microjoules of a batch of 227 x 227 images.
    return milliwattMilliseconds * 1e3 / EyerissLayer.BATCH / (227 * 227);
  }

  private static double vgg16(Accelerator chip, Dataflow rows) throws NoMappingException {
    double nanojoules = 0;
    List<ConvolutionProblem> layers = Layers.vgg16Convolutions(VGG_BATCH);
    for (int index = 0; index < layers.size(); index++) {
      ConvolutionProblem problem =
          layers.get(index).withInputZeroFraction(index == 0 ? 0 : VGG_ZEROS);
      nanojoules += onChip(MappingSearch.best(problem, chip, rows).energy());
    }
    return nanojoules / VGG_BATCH / (224 * 224);
  }

  /** Nanojoules of the chip, without DRAM. */
  private static double onChip(Energy energy) {
    return (energy.totalPicojoules() - energy.picojoules(LevelKind.DRAM)) * 1e-3;
  }
}
