package org.greensweep.hardware.studies;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.greensweep.hardware.Accelerator;
import org.greensweep.hardware.ConvolutionProblem;
import org.greensweep.hardware.DataSpace;
import org.greensweep.hardware.LevelKind;
import org.greensweep.hardware.Mapping;
import org.greensweep.hardware.MappingEvaluation;
import org.greensweep.hardware.MemoryLevel;
import org.greensweep.hardware.ReferenceTable;
import org.jspecify.annotations.Nullable;

/**
 * The mapping that the ISCA 2016 study (Chen, Emer, Sze) takes for one dataflow and layer of
 * AlexNet, batch 16, 256 PEs, with the energies that its authors' analysis has for it.
 *
 * <p>Mappings are the best, found by going through all, under the limits and costs of the authors'
 * published analysis (their own search is a genetic one). Where filters of a tile do not divide
 * into those side by side the largest multiple is taken, since a tile here is a box. {@code
 * Neighbours} are the inputs that PEs pass on to each other: they cost the array's hop and nothing
 * more.
 *
 * @param bufferBytes of the global buffer at equal area
 * @param registerFileBytes of one PE
 * @param dram units of 1e9 16-bit multiply-accumulates, as the three below
 */
public record Isca16Mapping(
    String dataflow,
    String layer,
    ConvolutionProblem problem,
    long bufferBytes,
    long registerFileBytes,
    String mapping,
    double dram,
    double buffer,
    double array,
    double registerFile) {
  private static final int PES = 256;
  private static final int LAYERS = 8;
  private static final int CONVOLUTIONS = 5;

  @Override
  public String toString() {
    return dataflow + " " + layer;
  }

  /** Every dataflow of the study on all eight layers; row stationary first. */
  public static List<Isca16Mapping> all() {
    List<ConvolutionProblem> convolutions = Layers.alexNetConvolutions(Isca16Study.BATCH);
    List<ConvolutionProblem> dense = Layers.alexNetFullyConnected(Isca16Study.BATCH);
    List<String[]> rows = ReferenceTable.rows("isca16-mappings.csv", 10);
    return IntStream.range(0, rows.size())
        .mapToObj(
            index -> {
              int layer = index % LAYERS;
              return of(
                  rows.get(index),
                  layer < CONVOLUTIONS ? convolutions.get(layer) : dense.get(layer - CONVOLUTIONS));
            })
        .toList();
  }

  private static Isca16Mapping of(String[] cells, ConvolutionProblem problem) {
    return new Isca16Mapping(
        cells[0],
        cells[1],
        problem,
        Long.parseLong(cells[2]),
        Long.parseLong(cells[3]),
        cells[4],
        Double.parseDouble(cells[5]),
        Double.parseDouble(cells[6]),
        Double.parseDouble(cells[7]),
        Double.parseDouble(cells[8]));
  }

  public boolean convolution() {
    return layer.startsWith("CONV");
  }

  /** What the authors have for the levels of one kind. */
  public double published(LevelKind kind) {
    return switch (kind) {
      case DRAM -> dram;
      case BUFFER -> buffer;
      case NETWORK -> array;
      case REGISTER_FILE -> registerFile;
    };
  }

  /** What the authors have for this layer, multiply-accumulates included. */
  public double published() {
    return dram + buffer + array + registerFile + problem.multiplyAccumulates() * 1e-9;
  }

  /** What the engine counts for this mapping, at the energies of {@code study}. */
  public MappingEvaluation counted(Accelerator study) {
    Mapping parsed = Mapping.parse(mapping);
    Set<DataSpace> kept = EnumSet.noneOf(DataSpace.class);
    kept.addAll(parsed.levels().get(parsed.levels().size() - 1).kept());
    List<MemoryLevel> levels =
        List.of(
            level(study, LevelKind.DRAM, 0, null),
            level(study, LevelKind.BUFFER, bufferBytes, null),
            new MemoryLevel(
                "Neighbours",
                LevelKind.BUFFER,
                bufferBytes,
                null,
                List.of(DataSpace.INPUTS),
                16,
                0.0,
                0.0,
                0.0,
                null,
                null,
                "Chen 2016, IV: inputs that PEs pass on; the array's energy is charged apart"),
            level(study, LevelKind.NETWORK, 0, null),
            level(
                study, LevelKind.REGISTER_FILE, Math.max(1, registerFileBytes), List.copyOf(kept)));
    Accelerator row =
        new Accelerator(
            study.name(),
            study.description(),
            study.source(),
            1,
            PES,
            levels,
            study.operations(),
            study.clock(),
            null,
            null);
    return MappingEvaluation.of(problem, row, parsed);
  }

  private static MemoryLevel level(
      Accelerator study, LevelKind kind, long bytes, @Nullable List<DataSpace> keeps) {
    MemoryLevel given =
        study.levels().stream().filter(level -> level.kind() == kind).findFirst().orElseThrow();
    return new MemoryLevel(
        given.name(),
        kind,
        bytes,
        null,
        keeps,
        given.wordBits(),
        given.readPicojoules(),
        given.writePicojoules(),
        given.fillPicojoules(),
        null,
        null,
        given.source());
  }
}
