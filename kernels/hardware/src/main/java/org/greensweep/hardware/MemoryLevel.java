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
 * @param readPicojoules one word read, towards the PEs or out to the level above
 * @param writePicojoules one word written from below: a partial sum or an output
 * @param fillPicojoules one word written from above, or null when it costs what a write costs; 0
 *     where only the dearer end of a transfer is charged (Chen 2016, V)
 * @param bandwidthBitsPerCycle traffic that one instance sustains, or null for no limit
 * @param source where the figures come from
 */
public record MemoryLevel(
    String name,
    LevelKind kind,
    long capacityBytes,
    @Nullable Partition partition,
    @Nullable List<DataSpace> keeps,
    int wordBits,
    double readPicojoules,
    double writePicojoules,
    @Nullable Double fillPicojoules,
    @Nullable Double bandwidthBitsPerCycle,
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
    Check.notNegative("Level " + name + ": read energy in pJ", readPicojoules);
    Check.notNegative("Level " + name + ": write energy in pJ", writePicojoules);
    fillPicojoules = fillPicojoules == null ? Double.valueOf(writePicojoules) : fillPicojoules;
    Check.notNegative("Level " + name + ": fill energy in pJ", fillPicojoules);
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
