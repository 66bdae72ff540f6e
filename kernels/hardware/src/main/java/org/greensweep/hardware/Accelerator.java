package org.greensweep.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.greensweep.network.UserError;
import org.jspecify.annotations.Nullable;

/**
 * An accelerator as data: an array of {@code rows x columns} PEs under memory levels, outermost
 * first, with the energy of every access and operation.
 *
 * @param levels DRAM, one or more buffers, the network, the register file of a PE
 * @param operations energies of a multiply-accumulate; widths in between follow {@link
 *     OperationTable}, and what it cannot say {@link OperationLaw} where the process is given
 * @param zeroGating null for none
 * @param equalArea memories by dataflow, or null when every dataflow has the same
 * @param technologyNanometers process that the energies are of, or null when nobody needs it
 * @param scaleToNanometers process to bring all on-chip energies to ({@link Technology}), or null
 * @param filling how register files are filled while the array waits; null when nothing waits
 * @param zeroSkipping multiply-accumulates left out; null for none
 * @param compression codes in DRAM; null for none
 */
public record Accelerator(
    String name,
    String description,
    String source,
    int rows,
    int columns,
    List<MemoryLevel> levels,
    List<OperationEnergy> operations,
    Clock clock,
    @Nullable ZeroGating zeroGating,
    @Nullable List<EqualArea> equalArea,
    @Nullable Double technologyNanometers,
    @Nullable Double scaleToNanometers,
    @Nullable Filling filling,
    @Nullable ZeroSkipping zeroSkipping,
    @Nullable List<Compression> compression) {
  private static final long MOST_ELEMENTS = 1 << 24;

  public Accelerator {
    name = Objects.requireNonNullElse(name, "");
    description = Objects.requireNonNullElse(description, "");
    source = Objects.requireNonNullElse(source, "");
    Check.text("Accelerator name", name);
    Check.text("Accelerator " + name + ": source", source);
    Check.positive("Accelerator " + name + ": rows of PEs", rows);
    Check.positive("Accelerator " + name + ": columns of PEs", columns);
    if ((long) rows * columns > MOST_ELEMENTS) {
      throw new UserError(
          "Accelerator %s: %d x %d PEs are %d; it must be at most %d"
              .formatted(name, rows, columns, (long) rows * columns, MOST_ELEMENTS));
    }
    if (levels == null || clock == null) {
      throw new UserError(
          "Accelerator %s: %s is missing; add it as the files in conf/accelerators have it"
              .formatted(name, levels == null ? "levels" : "clock"));
    }
    String accelerator = name;
    Double node = technologyNanometers;
    operations = operations == null ? List.of() : operations;
    if (operations.isEmpty() && node == null) {
      throw new UserError(
          "Accelerator %s: operations is missing; list what a multiply-accumulate takes, or give technology-nanometers"
              .formatted(name));
    }
    levels = levels.stream().map(level -> level.complete(accelerator, node)).toList();
    operations = List.copyOf(operations);
    compression = compression == null ? List.of() : List.copyOf(compression);
    if (scaleToNanometers != null) {
      if (node == null) {
        throw new UserError(
            "Accelerator %s: scale-to-nanometers needs technology-nanometers, the process that the energies are of"
                .formatted(name));
      }
      double ratio = Technology.energyRatio(node, scaleToNanometers);
      String note =
          "; scaled from %s to %s nm (Stillmaker and Baas 2017)".formatted(node, scaleToNanometers);
      levels = levels.stream().map(level -> level.scaled(ratio, note)).toList();
      operations =
          operations.stream()
              .map(
                  operation ->
                      new OperationEnergy(
                          operation.operation(),
                          operation.picojoules() * ratio,
                          operation.source() + note))
              .toList();
      clock =
          new Clock(
              clock.hertz(),
              clock.staticMilliwatts() * ratio,
              clock.clockMilliwatts() * ratio,
              clock.source() + note);
      technologyNanometers = scaleToNanometers;
      scaleToNanometers = null;
    } else if (node != null) {
      Technology.check("Accelerator " + name + ": technology", node);
    }
    zeroGating = Objects.requireNonNullElse(zeroGating, ZeroGating.NONE);
    equalArea = equalArea == null ? List.of() : List.copyOf(equalArea);
    checkLevels(name, levels);
  }

  /** An accelerator that hides all filling, skips nothing and codes nothing. */
  public Accelerator(
      String name,
      String description,
      String source,
      int rows,
      int columns,
      List<MemoryLevel> levels,
      List<OperationEnergy> operations,
      Clock clock,
      @Nullable ZeroGating zeroGating,
      @Nullable List<EqualArea> equalArea) {
    this(
        name,
        description,
        source,
        rows,
        columns,
        levels,
        operations,
        clock,
        zeroGating,
        equalArea,
        null,
        null,
        null,
        null,
        null);
  }

  private static void checkLevels(String accelerator, List<MemoryLevel> levels) {
    List<MemoryLevel> stores = levels.stream().filter(MemoryLevel::stores).toList();
    if (stores.size() < 2
        || stores.get(0).kind() != LevelKind.DRAM
        || stores.get(stores.size() - 1).kind() != LevelKind.REGISTER_FILE) {
      throw new UserError(
          "Accelerator %s: levels are %s; they must begin with dram and end with register-file"
              .formatted(accelerator, levels.stream().map(MemoryLevel::kind).toList()));
    }
    for (int index = 1; index < stores.size() - 1; index++) {
      if (stores.get(index).kind() != LevelKind.BUFFER) {
        throw new UserError(
            "Accelerator %s, level %s: only buffers may lie between dram and register-file"
                .formatted(accelerator, stores.get(index).name()));
      }
    }
    if (levels.stream().filter(level -> !level.stores()).count() > 1
        || (levels.stream().anyMatch(level -> !level.stores())
            && levels.get(levels.size() - 2).stores())) {
      throw new UserError(
          "Accelerator %s: at most one network, directly above register-file"
              .formatted(accelerator));
    }
    if (levels.stream().map(MemoryLevel::name).distinct().count() < levels.size()) {
      throw new UserError(
          "Accelerator %s: two levels share a name; rename one".formatted(accelerator));
    }
    if (stores.get(0).keptMask() != 7) {
      throw new UserError(
          "Accelerator %s: dram must keep weights, inputs and outputs".formatted(accelerator));
    }
    checkRegisterFile(accelerator, stores.get(stores.size() - 1));
  }

  private static void checkRegisterFile(String accelerator, MemoryLevel file) {
    Partition partition = file.partition();
    for (DataSpace space : file.kept()) {
      if (partition != null && partition.bytes(space) * 8 < file.wordBits()) {
        throw new UserError(
            "Accelerator %s, level %s: %d bytes for %s cannot hold one word of %d bits; enlarge the share"
                .formatted(
                    accelerator, file.name(), partition.bytes(space), space.id(), file.wordBits()));
      }
    }
    long needed = (long) file.kept().size() * file.wordBits();
    if (partition == null && file.capacityBytes() * 8 < needed) {
      throw new UserError(
          "Accelerator %s, level %s: %d bytes cannot hold one word of %d bits of each of %d operands; it needs at least %d bytes"
              .formatted(
                  accelerator,
                  file.name(),
                  file.capacityBytes(),
                  file.wordBits(),
                  file.kept().size(),
                  (needed + 7) / 8));
    }
  }

  public int processingElements() {
    return rows * columns;
  }

  /**
   * Energy of one multiply-accumulate of {@code weights} and {@code inputs} into a partial sum of
   * {@code partialSumBits}; a {@link UserError} where nothing says what it is.
   */
  public double multiplyAccumulatePicojoules(
      Arithmetic weights, Arithmetic inputs, int partialSumBits) {
    return new OperationTable(this).picojoules(weights, inputs, partialSumBits);
  }

  /** Levels that keep data, outermost first. */
  public List<MemoryLevel> stores() {
    return levels.stream().filter(MemoryLevel::stores).toList();
  }

  /** The wires of the array, or null when they cost nothing. */
  public @Nullable MemoryLevel network() {
    return levels.stream().filter(level -> !level.stores()).findFirst().orElse(null);
  }

  /** This accelerator with the memories that an equal-area study gives to {@code dataflow}. */
  public Accelerator forDataflow(Dataflow dataflow) {
    return Objects.requireNonNull(equalArea).stream()
        .filter(area -> area.dataflow().equals(dataflow.name()))
        .findFirst()
        .map(area -> with(area, dataflow))
        .orElse(this);
  }

  private Accelerator with(EqualArea area, Dataflow dataflow) {
    int kept = dataflow.keptMask() | dataflow.mayKeepMask();
    List<MemoryLevel> replaced = new ArrayList<>();
    for (MemoryLevel level : levels) {
      long capacity =
          switch (level.kind()) {
            case BUFFER -> area.bufferBytes();
            case REGISTER_FILE -> Math.max(1, area.registerFileBytes());
            default -> level.capacityBytes();
          };
      List<DataSpace> keeps =
          level.kind() == LevelKind.REGISTER_FILE
              ? level.kept().stream().filter(space -> (kept >> space.ordinal() & 1) != 0).toList()
              : List.copyOf(level.kept());
      replaced.add(level.with(capacity, keeps));
    }
    return with(replaced);
  }

  /** This accelerator with {@code bytes} in its outermost on-chip memory. */
  Accelerator withOuterBuffer(long bytes) {
    MemoryLevel outermost = stores().get(1);
    return with(
        levels.stream()
            .map(
                level ->
                    level.equals(outermost) ? level.with(bytes, List.copyOf(level.kept())) : level)
            .toList());
  }

  private Accelerator with(List<MemoryLevel> replaced) {
    return new Accelerator(
        name,
        description,
        source,
        rows,
        columns,
        replaced,
        operations,
        clock,
        zeroGating,
        List.of(),
        technologyNanometers,
        null,
        filling,
        zeroSkipping,
        compression);
  }

  /** SHA-256 of every figure and text: equal for equal files. */
  public String contentHash() {
    return ContentHash.of(toString());
  }
}
