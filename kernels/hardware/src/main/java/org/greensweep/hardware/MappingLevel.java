package org.greensweep.hardware;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The part of a mapping at one memory level.
 *
 * @param level name of the level
 * @param kept data spaces that the level keeps; the others pass through
 * @param temporal loops over time, outermost first
 * @param columns loops across columns of instances directly below
 * @param rows loops across rows of instances directly below
 */
public record MappingLevel(
    String level, Set<DataSpace> kept, List<Loop> temporal, List<Loop> columns, List<Loop> rows) {
  public MappingLevel {
    kept = Set.copyOf(kept);
    temporal = List.copyOf(temporal);
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** {@code GlobalBuffer[WIO] for C3 P2 | spX P3 | spY R3}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(level).append('[');
    for (DataSpace space : DataSpace.values()) {
      if (kept.contains(space)) {
        text.append(space.symbol());
      }
    }
    text.append("] for ").append(loops(temporal));
    if (!columns.isEmpty() || !rows.isEmpty()) {
      text.append(" | spX ").append(loops(columns)).append(" | spY ").append(loops(rows));
    }
    return text.toString();
  }

  private static String loops(List<Loop> loops) {
    return loops.isEmpty()
        ? "-"
        : loops.stream().map(Loop::toString).collect(Collectors.joining(" "));
  }

  int keptMask() {
    return DataSpace.mask(kept);
  }
}
