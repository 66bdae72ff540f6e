package org.greensweep.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.greensweep.network.UserError;

/**
 * What one given mapping of a convolution costs on an accelerator: accesses per level and data
 * space, cycles, energy.
 *
 * @param levels outermost first, three data spaces each
 * @param boundBy what takes the cycles: {@code array}, {@code filling} of its register files, or
 *     the level whose bandwidth is too small
 */
public record MappingEvaluation(
    Mapping mapping,
    long macs,
    long cycles,
    double seconds,
    double utilization,
    List<LevelAccesses> levels,
    Energy energy,
    String boundBy) {
  public MappingEvaluation {
    levels = List.copyOf(levels);
  }

  /**
   * Evaluates {@code mapping} as it is. A {@link UserError} names a level that the accelerator
   * lacks or that overflows, a fan-out beyond the array, a dimension that is not covered, and
   * counts that exceed 64 bits.
   */
  public static MappingEvaluation of(
      ConvolutionProblem problem, Accelerator accelerator, Mapping mapping) {
    Geometry geometry = Geometry.of(problem);
    try {
      checkLevels(accelerator, mapping);
      checkCover(problem, mapping);
      LoopNest nest = new LoopNest(mapping.levels().size());
      mapping.into(nest, geometry.extents);
      checkCapacities(problem, geometry, accelerator, nest);
      AccessCounts counts = new AccessCounts(nest.levels);
      new AccessCounter(geometry).count(nest, counts);
      return report(problem, accelerator, mapping, nest, counts);
    } catch (ArithmeticException e) {
      throw new UserError(
          "Mapping: counts of layer %s exceed 64 bits; use smaller extents"
              .formatted(problem.key()),
          e);
    }
  }

  private static void checkLevels(Accelerator accelerator, Mapping mapping) {
    List<String> names = accelerator.stores().stream().map(MemoryLevel::name).toList();
    List<String> used = mapping.levels().stream().map(MappingLevel::level).toList();
    if (!lower(names).equals(lower(used))) {
      throw new UserError(
          "Mapping: levels are %s but accelerator %s has %s; name them all, outermost first"
              .formatted(used, accelerator.name(), names));
    }
    for (int index = 0; index < names.size(); index++) {
      MappingLevel level = mapping.levels().get(index);
      if (!accelerator.stores().get(index).kept().containsAll(level.kept())) {
        throw new UserError(
            "Mapping: level %s keeps %s but may keep only %s"
                .formatted(level.level(), level.kept(), accelerator.stores().get(index).kept()));
      }
      boolean array = index == names.size() - 2;
      checkFan(level, "spX", level.columns(), array ? accelerator.columns() : 1);
      checkFan(level, "spY", level.rows(), array ? accelerator.rows() : 1);
    }
  }

  private static List<String> lower(List<String> names) {
    return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }

  private static void checkFan(MappingLevel level, String axis, List<Loop> loops, int limit) {
    long fan = 1;
    for (Loop loop : loops) {
      fan = Math.multiplyExact(fan, (long) loop.iterations());
    }
    if (fan > limit) {
      throw new UserError(
          "Mapping: level %s spreads %d instances along %s but there are %d; use smaller factors"
              .formatted(level.level(), fan, axis, limit));
    }
  }

  private static void checkCover(ConvolutionProblem problem, Mapping mapping) {
    for (Dimension dimension : Dimension.values()) {
      long covered = mapping.covered(dimension);
      if (covered < problem.extent(dimension)) {
        throw new UserError(
            "Mapping: factors of %s multiply to %d but the layer has %d; raise a factor"
                .formatted(dimension.symbol(), covered, problem.extent(dimension)));
      }
    }
  }

  private static void checkCapacities(
      ConvolutionProblem problem, Geometry geometry, Accelerator accelerator, LoopNest nest) {
    for (int level = 1; level < nest.levels; level++) {
      MemoryLevel store = accelerator.stores().get(level);
      int[] tile = new int[Dimension.COUNT];
      System.arraycopy(nest.tile, level * Dimension.COUNT, tile, 0, Dimension.COUNT);
      long missing = new Capacity(problem, geometry, store, nest.kept[level]).shortfallBits(tile);
      if (missing > 0) {
        throw new UserError(
            "Mapping: the tiles of level %s exceed its %d bytes by %d bits; move factors to an outer level"
                .formatted(store.name(), store.totalBytes(), missing));
      }
    }
  }

  private static MappingEvaluation report(
      ConvolutionProblem problem,
      Accelerator accelerator,
      Mapping mapping,
      LoopNest nest,
      AccessCounts counts) {
    CostModel model = new CostModel(problem, accelerator);
    Geometry geometry = Geometry.of(problem);
    Energy energy = model.energy(counts);
    List<LevelAccesses> levels = new ArrayList<>();
    for (int level = 0; level < nest.levels; level++) {
      String name = accelerator.stores().get(level).name();
      long instances = counts.instances[level];
      for (DataSpace space : DataSpace.values()) {
        int cell = level * DataSpace.COUNT + space.ordinal();
        boolean kept = (nest.kept[level] >> space.ordinal() & 1) != 0;
        levels.add(
            new LevelAccesses(
                name,
                space,
                kept,
                kept ? geometry.words(space.ordinal(), nest.tile, level * Dimension.COUNT) : 0,
                instances,
                counts.reads[cell] / instances,
                counts.fills[cell] / instances,
                counts.updates[cell] / instances,
                Multicast.most(nest, geometry, level, space.ordinal()),
                energy.picojoules(name, space)));
      }
    }
    long cycles = model.cycles(counts);
    return new MappingEvaluation(
        mapping,
        model.macs(),
        cycles,
        cycles / accelerator.clock().hertz(),
        (double) model.macs() / cycles / accelerator.processingElements(),
        levels,
        energy,
        model.boundBy(counts));
  }
}
