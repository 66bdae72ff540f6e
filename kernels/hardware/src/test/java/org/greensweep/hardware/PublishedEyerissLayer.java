package org.greensweep.hardware;

import java.util.List;

/**
 * One layer of AlexNet on the Eyeriss chip: the mapping of Table III; buffer storage of inputs and
 * partial sums in KiB (Table III); megabytes of buffer and DRAM traffic, milliwatts, total and
 * processing milliseconds, zeros of the input (Table V of JSSC 2017); density of the output
 * (Sparseloop artifact, MICRO 2022). CONV3 has the mapping of CONV4: Table V's traffic is that
 * mapping's.
 */
record PublishedEyerissLayer(
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
    double inputZeros,
    double outputDensity) {
  @Override
  public String toString() {
    return name;
  }

  Geometry geometry() {
    return Geometry.of(problem);
  }

  LoopNest nest() {
    LoopNest nest = new LoopNest(3);
    Mapping.parse(mapping).into(nest, geometry().extents);
    return nest;
  }

  AccessCounts counts() {
    AccessCounts counts = new AccessCounts(3);
    new AccessCounter(geometry()).count(nest(), counts);
    return counts;
  }

  double ourBufferMegabytes() {
    AccessCounts counts = counts();
    int inputs = DataSpace.COUNT + DataSpace.I;
    int outputs = DataSpace.COUNT + DataSpace.O;
    long words =
        counts.reads[inputs]
            + counts.reads[outputs]
            + counts.updates[outputs]
            // Finished outputs are read out to DRAM.
            + counts.updates[DataSpace.O];
    return words * 2e-6;
  }

  /** With run-length coded maps, raw where that is shorter. */
  double ourDramMegabytes() {
    AccessCounts counts = counts();
    double in = Math.min(16, RunLengthCode.EYERISS.expectedBits(1 - inputZeros));
    double out = Math.min(16, RunLengthCode.EYERISS.expectedBits(outputDensity));
    return (counts.reads[DataSpace.W] * 16
            + counts.reads[DataSpace.I] * in
            + counts.updates[DataSpace.O] * out)
        / 8e6;
  }

  /** Energy of the chip without DRAM, clock and leakage. */
  double switchedMillijoules() {
    ConvolutionProblem sparse = withZeros(problem, inputZeros);
    Energy energy = new CostModel(sparse, Accelerators.eyeriss()).energy(counts());
    return (energy.totalPicojoules()
            - energy.picojoules(LevelKind.DRAM)
            - energy.staticPicojoules())
        * 1e-9;
  }

  /** Over the whole time that was measured. */
  double ourMilliwatts() {
    Clock clock = Accelerators.eyeriss().clock();
    return switchedMillijoules() / totalMilliseconds * 1e3
        + clock.staticMilliwatts()
        + clock.clockMilliwatts();
  }

  static ConvolutionProblem withZeros(ConvolutionProblem of, double zeros) {
    return new ConvolutionProblem(
        of.groups(),
        of.batch(),
        of.outputChannels(),
        of.inputChannels(),
        of.outputRows(),
        of.outputColumns(),
        of.filterRows(),
        of.filterColumns(),
        of.strideRows(),
        of.strideColumns(),
        1,
        1,
        of.weights(),
        of.inputs(),
        16,
        16,
        zeros);
  }

  static List<PublishedEyerissLayer> layers() {
    return List.of(
        new PublishedEyerissLayer(
            "CONV1",
            AlexNetProblems.layer(1, 4, 96, 3, 55, 11, 4),
            "DRAM[WIO] for P8 N4 C3 / GlobalBuffer[IO] for M3 Q55 | spX P7 | spY M2 R11 / RegFile[WIO] for M16 S11",
            15.5,
            72.2,
            18.5,
            5.0,
            332,
            20.9,
            16.5,
            0.0001,
            0.378),
        new PublishedEyerissLayer(
            "CONV2",
            AlexNetProblems.layer(2, 4, 128, 48, 27, 5, 1),
            "DRAM[WIO] for G2 M2 N4 C24 / GlobalBuffer[IO] for M4 Q27 | spX P27 | spY R5 / RegFile[WIO] for C2 M16 S5",
            3.8,
            91.1,
            77.6,
            4.0,
            288,
            41.9,
            39.2,
            0.387,
            0.169),
        new PublishedEyerissLayer(
            "CONV3",
            AlexNetProblems.layer(1, 4, 384, 256, 13, 3, 1),
            "DRAM[WIO] for M6 C43 / GlobalBuffer[IO] for M2 N4 Q13 | spX P13 | spY M2 C2 R3 / RegFile[WIO] for C3 M16 S3",
            10.5,
            84.5,
            50.2,
            3.0,
            266,
            23.6,
            21.8,
            0.725,
            0.303),
        new PublishedEyerissLayer(
            "CONV4",
            AlexNetProblems.layer(2, 4, 192, 192, 13, 3, 1),
            "DRAM[WIO] for G2 M3 C32 / GlobalBuffer[IO] for M2 N4 Q13 | spX P13 | spY M2 C2 R3 / RegFile[WIO] for C3 M16 S3",
            10.5,
            84.5,
            37.4,
            2.1,
            235,
            18.4,
            16.0,
            0.793,
            0.304),
        new PublishedEyerissLayer(
            "CONV5",
            AlexNetProblems.layer(2, 4, 128, 192, 13, 3, 1),
            "DRAM[WIO] for G2 M2 C32 / GlobalBuffer[IO] for M2 N4 Q13 | spX P13 | spY M2 C2 R3 / RegFile[WIO] for C3 M16 S3",
            10.5,
            84.5,
            24.9,
            1.3,
            236,
            10.5,
            10.0,
            0.776,
            0.10));
  }
}
