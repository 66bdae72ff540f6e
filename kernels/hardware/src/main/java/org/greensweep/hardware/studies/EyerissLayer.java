package org.greensweep.hardware.studies;

import java.util.List;
import org.greensweep.hardware.ConvolutionProblem;

/**
 * One layer of AlexNet as it ran on the Eyeriss chip, batch 4 (Chen et al., JSSC 2017).
 *
 * @param mapping Table III; a set of PEs wider than the array is folded, as on the chip. CONV3 has
 *     the mapping of CONV4, whose traffic Table V's is
 * @param inputKibibytes storage of inputs in the buffer, Table III
 * @param partialSumKibibytes storage of partial sums in the buffer, Table III
 * @param bufferMegabytes buffer traffic, Table V
 * @param dramMegabytes DRAM traffic with run-length coded maps, Table V
 * @param milliwatts power of the chip without DRAM, Table V
 * @param totalMilliseconds time with the transfers that nothing hides, Table V
 * @param processingMilliseconds time of processing, Table V
 * @param activePes of 168, Table V
 * @param inputZeros fraction of zeros in the input, Table V
 * @param outputDensity fraction of non-zeros in the output (Sparseloop artifact, MICRO 2022)
 * @param rawOverCoded DRAM traffic without coding over that with it, Fig. 9
 */
public record EyerissLayer(
    String name,
    ConvolutionProblem problem,
    String mapping,
    double inputKibibytes,
    double partialSumKibibytes,
    double bufferMegabytes,
    double dramMegabytes,
    double milliwatts,
    double totalMilliseconds,
    double processingMilliseconds,
    int activePes,
    double inputZeros,
    double outputDensity,
    double rawOverCoded) {
  static final int BATCH = 4;

  @Override
  public String toString() {
    return name;
  }

  /** CONV1 to CONV5. */
  public static List<EyerissLayer> all() {
    List<ConvolutionProblem> problems = Layers.alexNetConvolutions(BATCH);
    return List.of(
        new EyerissLayer(
            "CONV1",
            problems.get(0),
            "DRAM[WIO] for P8 N4 C3 / GlobalBuffer[IO] for M3 Q55 | spX P7 M2 | spY R11 / RegFile[WIO] for M16 S11",
            15.5,
            72.2,
            18.5,
            5.0,
            332,
            20.9,
            16.5,
            154,
            0.0001,
            0.378,
            1.2),
        new EyerissLayer(
            "CONV2",
            problems.get(1),
            "DRAM[WIO] for G2 M2 N4 C24 / GlobalBuffer[IO] for M4 Q27 | spX P14 | spY P2 R5 / RegFile[WIO] for C2 M16 S5",
            3.8,
            91.1,
            77.6,
            4.0,
            288,
            41.9,
            39.2,
            135,
            0.387,
            0.169,
            1.4),
        new EyerissLayer(
            "CONV3",
            problems.get(2),
            "DRAM[WIO] for M6 C43 / GlobalBuffer[IO] for M2 N4 Q13 | spX P13 | spY M2 C2 R3 / RegFile[WIO] for C3 M16 S3",
            10.5,
            84.5,
            50.2,
            3.0,
            266,
            23.6,
            21.8,
            156,
            0.725,
            0.303,
            1.7),
        new EyerissLayer(
            "CONV4",
            problems.get(3),
            "DRAM[WIO] for G2 M3 C32 / GlobalBuffer[IO] for M2 N4 Q13 | spX P13 | spY M2 C2 R3 / RegFile[WIO] for C3 M16 S3",
            10.5,
            84.5,
            37.4,
            2.1,
            235,
            18.4,
            16.0,
            156,
            0.793,
            0.304,
            1.8),
        new EyerissLayer(
            "CONV5",
            problems.get(4),
            "DRAM[WIO] for G2 M2 C32 / GlobalBuffer[IO] for M2 N4 Q13 | spX P13 | spY M2 C2 R3 / RegFile[WIO] for C3 M16 S3",
            10.5,
            84.5,
            24.9,
            1.3,
            236,
            10.5,
            10.0,
            156,
            0.776,
            0.10,
            1.9));
  }

  /**
   * CONV3 with the mapping of Table III: four channels per PE, four sets for filters. It moves 38 %
   * more through the buffer than Table V says.
   */
  public static EyerissLayer conv3AsPublished() {
    EyerissLayer conv3 = all().get(2);
    return new EyerissLayer(
        "CONV3 as published",
        conv3.problem(),
        "DRAM[WIO] for M6 C64 / GlobalBuffer[IO] for N4 Q13 | spX P13 | spY M4 R3 / RegFile[WIO] for C4 M16 S3",
        7.0,
        84.5,
        conv3.bufferMegabytes(),
        conv3.dramMegabytes(),
        conv3.milliwatts(),
        conv3.totalMilliseconds(),
        conv3.processingMilliseconds(),
        conv3.activePes(),
        conv3.inputZeros(),
        conv3.outputDensity(),
        conv3.rawOverCoded());
  }
}
