package org.greensweep.hardware;

import java.util.List;
import java.util.stream.Collectors;
import org.greensweep.network.UserError;

/**
 * Loops of a convolution distributed over memory levels, outermost level first. Its text is {@code
 * DRAM[WIO] for C2 / GlobalBuffer[WIO] for C3 P2 Q8 | spX P3 | spY R3 / RegFile[WIO] for M4 S2}:
 * per level the data spaces kept, the temporal loops from outer to inner, and the loops across the
 * columns and rows of instances directly below; {@code -} where there are none.
 */
public record Mapping(List<MappingLevel> levels) {
  public Mapping {
    levels = List.copyOf(levels);
    if (levels.isEmpty()) {
      throw new UserError("A mapping needs at least one level, such as 'DRAM[WIO] for M4'");
    }
    if (levels.get(0).kept().size() < DataSpace.COUNT) {
      throw new UserError(
          "Mapping level %s keeps %s; the outermost level must keep weights, inputs and outputs: [WIO]"
              .formatted(levels.get(0).level(), levels.get(0).kept()));
    }
  }

  /** The mapping that {@code text} describes; a {@link UserError} names what cannot be read. */
  public static Mapping parse(String text) {
    return MappingParser.parse(text);
  }

  @Override
  public String toString() {
    return levels.stream().map(MappingLevel::toString).collect(Collectors.joining(" / "));
  }

  /** Iterations of {@code dimension} that the loops cover together. */
  public long covered(Dimension dimension) {
    long product = 1;
    for (MappingLevel level : levels) {
      for (List<Loop> loops : List.of(level.temporal(), level.columns(), level.rows())) {
        for (Loop loop : loops) {
          product =
              loop.dimension() == dimension
                  ? Math.multiplyExact(product, (long) loop.iterations())
                  : product;
        }
      }
    }
    return product;
  }

  /** Fills {@code nest} with these loops. */
  void into(LoopNest nest, int[] extents) {
    nest.clear();
    for (int level = 0; level < levels.size(); level++) {
      MappingLevel part = levels.get(level);
      nest.kept[level] = part.keptMask();
      for (Loop loop : part.temporal()) {
        nest.add(level, loop.dimension().ordinal(), loop.iterations(), false);
      }
      for (List<Loop> loops : List.of(part.columns(), part.rows())) {
        for (Loop loop : loops) {
          nest.add(level, loop.dimension().ordinal(), loop.iterations(), true);
        }
      }
    }
    nest.finish(extents);
  }
}
