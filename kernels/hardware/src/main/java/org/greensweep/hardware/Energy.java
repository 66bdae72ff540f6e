package org.greensweep.hardware;

import java.util.List;

/**
 * Picojoules of a layer, by level and data space, of its operations, and of the time it takes; the
 * parts add up to {@link #totalPicojoules}.
 */
public record Energy(List<Part> parts, double computePicojoules, double staticPicojoules) {
  /** What one data space costs at one level. */
  public record Part(String level, LevelKind kind, DataSpace space, double picojoules) {}

  public Energy {
    parts = List.copyOf(parts);
  }

  public double totalPicojoules() {
    return parts.stream().mapToDouble(Part::picojoules).sum()
        + computePicojoules
        + staticPicojoules;
  }

  /** Of every level of {@code kind} together. */
  public double picojoules(LevelKind kind) {
    return parts.stream().filter(part -> part.kind() == kind).mapToDouble(Part::picojoules).sum();
  }

  /** Of {@code space} at the level called {@code level}. */
  public double picojoules(String level, DataSpace space) {
    return parts.stream()
        .filter(part -> part.space() == space && part.level().equals(level))
        .mapToDouble(Part::picojoules)
        .sum();
  }

  public double picojoules(DataSpace space) {
    return parts.stream().filter(part -> part.space() == space).mapToDouble(Part::picojoules).sum();
  }
}
