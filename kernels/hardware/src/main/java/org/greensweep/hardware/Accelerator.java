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
 *     OperationTable}
 * @param zeroGating null for none
 * @param equalArea memories by dataflow, or null when every dataflow has the same
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
    @Nullable List<EqualArea> equalArea) {
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
    if (levels == null || operations == null || operations.isEmpty() || clock == null) {
      throw new UserError("Accelerator " + name + " needs levels, operations and a clock");
    }
    levels = List.copyOf(levels);
    operations = List.copyOf(operations);
    zeroGating = Objects.requireNonNullElse(zeroGating, ZeroGating.NONE);
    equalArea = equalArea == null ? List.of() : List.copyOf(equalArea);
    checkLevels(name, levels);
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
      replaced.add(
          new MemoryLevel(
              level.name(),
              level.kind(),
              capacity,
              level.partition(),
              keeps,
              level.wordBits(),
              level.readPicojoules(),
              level.writePicojoules(),
              level.fillPicojoules(),
              level.bandwidthBitsPerCycle(),
              level.source()));
    }
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
        List.of());
  }

  /** SHA-256 of every figure and text: equal for equal files. */
  public String contentHash() {
    return ContentHash.of(toString());
  }
}
