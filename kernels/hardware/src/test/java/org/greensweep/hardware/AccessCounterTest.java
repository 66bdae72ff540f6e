package org.greensweep.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The counts of the engine equal those of a walk through the loops, on random small layers. */
class AccessCounterTest {
  private static final int ROUNDS = 400;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void countsEqualAWalkThroughTheLoops(long seed) {
    Random random = new Random(seed);
    int ragged = 0;
    for (int round = 0; round < ROUNDS; round++) {
      ConvolutionProblem problem = problem(random);
      while (problem.multiplyAccumulates() > 800) {
        problem = problem(random);
      }
      Geometry geometry = Geometry.of(problem);
      LoopNest nest = nest(random, geometry);
      ragged += nest.exact ? 0 : 1;
      AccessCounts ours = new AccessCounts(nest.levels);
      new AccessCounter(geometry).count(nest, ours);
      AccessCounts walked = new LoopNestSimulator(geometry, nest).run();
      assertThat(text(ours))
          .as("seed %d round %d: %s under %s", seed, round, problem.key(), describe(nest))
          .isEqualTo(text(walked));
    }
    assertThat(ragged).isBetween(ROUNDS / 8, ROUNDS * 7 / 8);
  }

  /**
   * Outputs and taps of one axis both run across the instances of one parent, one of them at two
   * levels with a loop over time between, and tiles are ragged.
   */
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void unevenFanOutsEqualAWalkThroughTheLoops(long seed) {
    Random random = new Random(seed);
    int found = 0;
    for (int round = 0; round < ROUNDS / 2; round++) {
      ConvolutionProblem problem = unevenProblem(random);
      Geometry geometry = Geometry.of(problem);
      LoopNest nest = unevenNest(random, geometry);
      found += !nest.exact && uneven(nest, Dimension.P) ? 1 : 0;
      AccessCounts ours = new AccessCounts(nest.levels);
      new AccessCounter(geometry).count(nest, ours);
      AccessCounts walked = new LoopNestSimulator(geometry, nest).run();
      assertThat(text(ours))
          .as("seed %d round %d: %s under %s", seed, round, problem.key(), describe(nest))
          .isEqualTo(text(walked));
    }
    assertThat(found).isGreaterThan(ROUNDS / 10);
  }

  private static ConvolutionProblem unevenProblem(Random random) {
    return new ConvolutionProblem(
        1,
        1,
        1 + random.nextInt(2),
        1 + random.nextInt(2),
        9 + random.nextInt(15),
        1 + random.nextInt(2),
        4 + random.nextInt(8),
        1,
        1 + random.nextInt(3),
        1,
        1 + random.nextInt(3),
        1,
        Arithmetic.INT8,
        Arithmetic.INT8,
        8,
        32,
        0);
  }

  /** Rows of outputs and of filters dealt out at every level; the rest at the two outermost. */
  private static LoopNest unevenNest(Random random, Geometry geometry) {
    int levels = 4;
    List<Placed> loops = new ArrayList<>();
    for (int d = 0; d < Dimension.COUNT; d++) {
      boolean rows = d == Dimension.P || d == Dimension.R;
      int left = geometry.extents[d];
      for (int level = levels - 1; level > 0; level--) {
        for (boolean spatial : new boolean[] {true, false}) {
          boolean here = rows && left > 1 && random.nextInt(5) > 0;
          int factor = here ? 2 + random.nextInt(Math.min(left - 1, 2)) : 1;
          loops.add(new Placed(level - (spatial ? 1 : 0), d, factor, spatial));
          left = (left + factor - 1) / factor;
        }
      }
      loops.add(new Placed(random.nextInt(2), d, left, false));
    }
    LoopNest nest = build(random, geometry, levels, loops);
    for (int level = 1; level < levels - 1; level++) {
      // Inputs go past it, so that one parent has children at several levels.
      nest.kept[level] &= random.nextInt(8) == 0 ? 7 : 7 & ~(1 << DataSpace.I);
    }
    return nest;
  }

  private static boolean uneven(LoopNest nest, int output) {
    int parent = 0;
    for (int child = 1; child <= nest.levels; child++) {
      if (child == nest.levels || (nest.kept[child] >> DataSpace.I & 1) != 0) {
        int ofOutputs = fans(nest, output, parent, child);
        int ofTaps = fans(nest, output + 2, parent, child);
        if (ofOutputs > 0 && ofTaps > 0 && ofOutputs + ofTaps > 2) {
          return true;
        }
        parent = child;
      }
    }
    return false;
  }

  /** Fan-outs over {@code dimension} below one parent that loops over time keep apart. */
  private static int fans(LoopNest nest, int dimension, int parent, int child) {
    int fans = 0;
    boolean open = false;
    for (int loop = 0; loop < nest.size && nest.level[loop] < child; loop++) {
      if (nest.dimension[loop] == dimension && nest.level[loop] >= parent) {
        fans += nest.spatial[loop] && !open ? 1 : 0;
        open = nest.spatial[loop];
      }
    }
    return fans;
  }

  private static ConvolutionProblem problem(Random random) {
    boolean depthwise = random.nextInt(6) == 0;
    boolean dense = random.nextInt(8) == 0;
    return new ConvolutionProblem(
        depthwise ? 1 + random.nextInt(4) : 1 + random.nextInt(2),
        1 + random.nextInt(3),
        depthwise ? 1 : 1 + random.nextInt(5),
        depthwise ? 1 : 1 + random.nextInt(5),
        dense ? 1 : 1 + random.nextInt(7),
        dense ? 1 : 1 + random.nextInt(5),
        dense ? 1 : 1 + random.nextInt(4),
        dense ? 1 : 1 + random.nextInt(4),
        1 + random.nextInt(3),
        1 + random.nextInt(3),
        1 + random.nextInt(3),
        1 + random.nextInt(2),
        Arithmetic.INT8,
        Arithmetic.INT8,
        8,
        32,
        0);
  }

  private record Placed(int level, int dimension, int factor, boolean spatial) {}

  /** Random factors, orders, fan-outs and bypasses on two to five levels; small enough to walk. */
  private static LoopNest nest(Random random, Geometry geometry) {
    boolean divide = random.nextInt(3) == 0;
    for (; ; ) {
      int levels = 2 + random.nextInt(4);
      List<Placed> loops = new ArrayList<>();
      long steps = 1;
      for (int d = 0; d < Dimension.COUNT; d++) {
        int left = geometry.extents[d];
        for (int level = levels - 1; level >= 0; level--) {
          for (boolean spatial : new boolean[] {true, false}) {
            boolean here = !spatial || (level < levels - 1 && random.nextInt(3) == 0);
            int factor = here ? 1 + random.nextInt(left) : 1;
            if (level == 0 && !spatial) {
              factor = random.nextInt(20) == 0 && !divide ? left + 1 : left;
            } else if (divide && left % factor != 0) {
              factor = 1;
            }
            left = (left + factor - 1) / factor;
            loops.add(new Placed(level, d, factor, spatial));
            steps *= factor;
          }
        }
      }
      if (steps <= 3000) {
        return build(random, geometry, levels, loops);
      }
    }
  }

  private static LoopNest build(Random random, Geometry geometry, int levels, List<Placed> loops) {
    LoopNest nest = new LoopNest(levels);
    Collections.shuffle(loops, random);
    for (int level = 0; level < levels; level++) {
      nest.kept[level] = level == 0 ? 7 : random.nextInt(2) == 0 ? 7 : random.nextInt(8);
      for (boolean spatial : new boolean[] {false, true}) {
        for (Placed loop : loops) {
          if (loop.level() == level && loop.spatial() == spatial) {
            nest.add(level, loop.dimension(), loop.factor(), spatial);
          }
        }
      }
    }
    nest.finish(geometry.extents);
    return nest;
  }

  private static String text(AccessCounts counts) {
    StringBuilder text = new StringBuilder("cycles " + counts.cycles);
    for (int cell = 0; cell < counts.reads.length; cell++) {
      text.append("\nlevel ").append(cell / 3).append(' ').append(DataSpace.values()[cell % 3]);
      text.append(" reads ").append(counts.reads[cell]);
      text.append(" fills ").append(counts.fills[cell]);
      text.append(" updates ").append(counts.updates[cell]);
    }
    for (int space = 0; space < DataSpace.COUNT; space++) {
      text.append("\ncrossings ").append(counts.crossings[space]);
    }
    return text.toString();
  }

  private static String describe(LoopNest nest) {
    StringBuilder text = new StringBuilder();
    for (int loop = 0; loop < nest.size; loop++) {
      text.append(nest.level[loop])
          .append(nest.spatial[loop] ? "s" : "t")
          .append(Dimension.at(nest.dimension[loop]).symbol())
          .append(nest.factor[loop])
          .append(' ');
    }
    return text + " kept " + java.util.Arrays.toString(nest.kept);
  }
}
