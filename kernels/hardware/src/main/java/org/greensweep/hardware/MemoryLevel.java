package org.greensweep.hardware;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.greensweep.network.UserError;
import org.jspecify.annotations.Nullable;

/**
 * One level of an accelerator: what it holds and what an access costs. Energies are for {@code
 * wordBits} and scale linearly with the width of the datum.
 *
 * @param capacityBytes of one instance; 0 for DRAM and for the network
 * @param partition fixed shares by data space, or null when they share the capacity
 * @param keeps data spaces that may be kept here, or null for all
 * @param readPicojoules one word read, towards the PEs or out to the level above; null for what its
 *     size, or the kind of DRAM, gives
 * @param writePicojoules one word written from below: a partial sum or an output; null for what a
 *     read costs
 * @param fillPicojoules one word written from above, or null when it costs what a write costs; 0
 *     where only the dearer end of a transfer is charged (Chen 2016, V)
 * @param bandwidthBitsPerCycle traffic that one instance sustains, or null for no limit
 * @param dramKind {@code ddr3}, {@code lpddr4}, {@code hbm2} ... gives DRAM the energy of its kind;
 *     null where energies are given
 * @param source where the figures come from
 */
public record MemoryLevel(
    String name,
    LevelKind kind,
    long capacityBytes,
    @Nullable Partition partition,
    @Nullable List<DataSpace> keeps,
    int wordBits,
    @Nullable Double readPicojoules,
    @Nullable Double writePicojoules,
    @Nullable Double fillPicojoules,
    @Nullable Double bandwidthBitsPerCycle,
    @Nullable String dramKind,
    String source) {
  public MemoryLevel {
    name = Objects.requireNonNullElse(name, "");
    source = Objects.requireNonNullElse(source, "");
    Check.text("level name", name);
    if (kind == null) {
      throw new UserError(
          "Level " + name + " has no kind; write dram, buffer, network or register-file");
    }
    Check.text("Level " + name + ": source", source);
    Check.width("Level " + name + ": word", wordBits);
    if (dramKind != null) {
      if (kind != LevelKind.DRAM || readPicojoules != null || writePicojoules != null) {
        throw new UserError(
            "Level %s: dram-kind is for a dram without read-picojoules and write-picojoules; leave out one or the other"
                .formatted(name));
      }
      readPicojoules = DramKind.of(name, dramKind).picojoulesPerBit() * wordBits;
      dramKind = null;
    }
    checkEnergy(name, "read", readPicojoules);
    writePicojoules = writePicojoules == null ? readPicojoules : writePicojoules;
    checkEnergy(name, "write", writePicojoules);
    fillPicojoules = fillPicojoules == null ? writePicojoules : fillPicojoules;
    checkEnergy(name, "fill", fillPicojoules);
    keeps = keeps == null ? List.of(DataSpace.values()) : List.copyOf(keeps);
    boolean holds = kind == LevelKind.BUFFER || kind == LevelKind.REGISTER_FILE;
    if (capacityBytes < 0 || (holds && partition == null && capacityBytes == 0)) {
      throw new UserError(
          "Level %s: capacity is %d bytes; a %s needs at least 1"
              .formatted(name, capacityBytes, kind));
    }
    Check.capacity("Level " + name + ": capacity", capacityBytes);
    boolean keepsSomething = !keeps.isEmpty() && partition == null;
    if (holds && keepsSomething && capacityBytes * 8 < wordBits) {
      throw new UserError(
          "Level %s: %d bytes cannot hold one word of %d bits; it needs at least %d bytes"
              .formatted(name, capacityBytes, wordBits, (wordBits + 7) / 8));
    }
    if (!holds && (capacityBytes != 0 || partition != null)) {
      throw new UserError(
          "Level %s: a %s has no capacity limit here; remove capacity and partition"
              .formatted(name, kind));
    }
    if (bandwidthBitsPerCycle != null && !(bandwidthBitsPerCycle > 0)) {
      throw new UserError(
          "Level %s: bandwidth is %s bits per cycle; it must be above 0, or left out for no limit"
              .formatted(name, bandwidthBitsPerCycle));
    }
  }

  private static void checkEnergy(String level, String access, @Nullable Double picojoules) {
    if (picojoules != null) {
      Check.notNegative("Level " + level + ": " + access + " energy in pJ", picojoules);
    }
  }

  /** This level with the energy of its size where it gives none, in a process of this node. */
  MemoryLevel complete(String accelerator, @Nullable Double nanometers) {
    if (readPicojoules != null) {
      return this;
    }
    if (nanometers == null || totalBytes() == 0) {
      throw new UserError(
          "Accelerator %s, level %s: read-picojoules is missing; give it, or technology-nanometers of the accelerator and the level's capacity, or dram-kind"
              .formatted(accelerator, name));
    }
    double energy = Technology.sramPicojoules(totalBytes(), wordBits, nanometers);
    return with(capacityBytes, List.copyOf(kept()), energy, energy, energy, source);
  }

  /** This level in another process: on-chip energies times {@code ratio}. */
  MemoryLevel scaled(double ratio, String note) {
    return kind == LevelKind.DRAM
        ? this
        : with(
            capacityBytes,
            List.copyOf(kept()),
            read() * ratio,
            write() * ratio,
            fill() * ratio,
            source + note);
  }

  /** This level with other capacity and other data spaces. */
  MemoryLevel with(long bytes, List<DataSpace> keeping) {
    return with(bytes, keeping, readPicojoules, writePicojoules, fillPicojoules, source);
  }

  private MemoryLevel with(
      long bytes,
      List<DataSpace> keeping,
      @Nullable Double reading,
      @Nullable Double writing,
      @Nullable Double filling,
      String from) {
    return new MemoryLevel(
        name,
        kind,
        bytes,
        partition,
        keeping,
        wordBits,
        reading,
        writing,
        filling,
        bandwidthBitsPerCycle,
        null,
        from);
  }

  /** Picojoules of one word read. */
  public double read() {
    return Objects.requireNonNull(readPicojoules);
  }

  /** Picojoules of one word written from below. */
  public double write() {
    return Objects.requireNonNull(writePicojoules);
  }

  /** Whether mappings keep data here. */
  public boolean stores() {
    return kind != LevelKind.NETWORK;
  }

  /** Capacity of one instance, its shares together. */
  public long totalBytes() {
    return partition == null
        ? capacityBytes
        : partition.weightBytes() + partition.inputBytes() + partition.outputBytes();
  }

  /** Data spaces that may be kept here, as a set. */
  public Set<DataSpace> kept() {
    EnumSet<DataSpace> set = EnumSet.noneOf(DataSpace.class);
    set.addAll(Objects.requireNonNull(keeps));
    return set;
  }

  int keptMask() {
    return DataSpace.mask(Objects.requireNonNull(keeps));
  }

  double fill() {
    return Objects.requireNonNull(fillPicojoules);
  }
}
