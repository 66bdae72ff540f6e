package org.greensweep.hardware;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Walks a loop nest and counts what moves, element by element: the plain twin of {@link
 * AccessCounter}.
 */
final class LoopNestSimulator {
  private final Geometry geometry;
  private final LoopNest nest;
  private final AccessCounts counts;
  private final int[] value;

  /** What one child instance holds of one data space, and which loop block that is. */
  private record Held(BitSet elements, List<Integer> starts, List<Integer> sizes) {}

  LoopNestSimulator(Geometry geometry, LoopNest nest) {
    this.geometry = geometry;
    this.nest = nest;
    this.counts = new AccessCounts(nest.levels);
    this.value = new int[nest.size];
  }

  AccessCounts run() {
    long instances = 1;
    int loop = 0;
    for (int level = 0; level <= nest.levels; level++) {
      counts.instances[level] = instances;
      for (; loop < nest.size && nest.level[loop] == level; loop++) {
        instances *= nest.spatial[loop] ? nest.factor[loop] : 1;
      }
    }
    for (int space = 0; space < DataSpace.COUNT; space++) {
      int parent = 0;
      for (int child = 1; child <= nest.levels; child++) {
        if (child == nest.levels || (nest.kept[child] >> space & 1) != 0) {
          transfer(space, parent, child);
          parent = child;
        }
      }
    }
    return counts;
  }

  private void transfer(int space, int parent, int child) {
    List<Integer> time = loops(child, false);
    List<Integer> places = loops(child, true);
    long parentPlaces =
        places.stream()
            .filter(loop -> nest.level[loop] < parent)
            .mapToInt(l -> nest.factor[l])
            .reduce(1, (a, b) -> a * b);
    long children = places.stream().mapToInt(l -> nest.factor[l]).reduce(1, (a, b) -> a * b);
    Map<Long, Held> held = new HashMap<>();
    Map<Long, BitSet> seenByParent = new HashMap<>();
    Map<Long, BitSet> seenByChild = new HashMap<>();
    boolean toMac = child == nest.levels;
    long steps = time.stream().mapToInt(l -> nest.factor[l]).reduce(1, (a, b) -> a * b);
    long cycles = 0;
    int above = parent * DataSpace.COUNT + space;
    int below = child * DataSpace.COUNT + space;
    long sharedTotal = 0;
    long receivedTotal = 0;
    for (long step = 0; step < steps; step++) {
      decode(time, step);
      Set<List<Object>> served = new HashSet<>();
      boolean busy = false;
      for (long place = 0; place < children; place++) {
        decode(places, place);
        Held now = held(space, child);
        if (now == null) {
          continue;
        }
        busy = true;
        Held old = held.put(place, now);
        BitSet moved = (BitSet) now.elements().clone();
        if (old != null && !toMac) {
          moved.andNot(old.elements());
        }
        receivedTotal += moved.cardinality();
        if (space == DataSpace.O && !toMac) {
          BitSet seen = seenByChild.computeIfAbsent(place, key -> new BitSet());
          BitSet again = (BitSet) moved.clone();
          again.and(seen);
          counts.fills[below] += again.cardinality();
          seen.or(moved);
        } else if (!toMac) {
          counts.fills[below] += moved.cardinality();
        }
        // Loops of levels above the parent come first among places: their digits name the parent.
        long owner = place / (children / parentPlaces);
        List<Object> key = new ArrayList<>(List.of(owner, now.elements()));
        if (!toMac && old != null) {
          key.add(old.elements());
          key.add(now.sizes());
          key.add(old.sizes());
          List<Integer> distance = new ArrayList<>();
          for (int d = 0; d < now.starts().size(); d++) {
            distance.add(now.starts().get(d) - old.starts().get(d));
          }
          key.add(distance);
        } else if (!toMac) {
          key.add(now.sizes());
        }
        if (!served.add(key)) {
          continue;
        }
        sharedTotal += moved.cardinality();
        if (space == DataSpace.O) {
          BitSet seen = seenByParent.computeIfAbsent(owner, k -> new BitSet());
          BitSet again = (BitSet) moved.clone();
          again.and(seen);
          counts.updates[above] += moved.cardinality();
          counts.reads[above] += again.cardinality();
          seen.or(moved);
        } else {
          counts.reads[above] += moved.cardinality();
        }
      }
      cycles += busy ? 1 : 0;
    }
    if (toMac) {
      counts.cycles = cycles;
    }
    if (parent <= nest.levels - 2 && child >= nest.levels - 1) {
      counts.crossings[space] = space == DataSpace.O ? receivedTotal - sharedTotal : receivedTotal;
    }
  }

  private List<Integer> loops(int child, boolean spatial) {
    List<Integer> loops = new ArrayList<>();
    for (int loop = 0; loop < nest.size; loop++) {
      if (nest.level[loop] < child && nest.spatial[loop] == spatial) {
        loops.add(loop);
      }
    }
    return loops;
  }

  private void decode(List<Integer> loops, long number) {
    long rest = number;
    for (int index = loops.size() - 1; index >= 0; index--) {
      int loop = loops.get(index);
      value[loop] = (int) (rest % nest.factor[loop]);
      rest /= nest.factor[loop];
    }
  }

  /** What the instance at {@link #value} holds; null when it has no work now. */
  private Held held(int space, int child) {
    int[] start = new int[Dimension.COUNT];
    int[] size = geometry.extents.clone();
    for (int loop = 0; loop < nest.size; loop++) {
      if (nest.level[loop] >= child) {
        continue;
      }
      int d = nest.dimension[loop];
      int offset = value[loop] * nest.step[loop];
      if (offset >= size[d]) {
        return null;
      }
      start[d] += offset;
      size[d] = Math.min(nest.step[loop], size[d] - offset);
    }
    List<Integer> starts = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (int d = 0; d < Dimension.COUNT; d++) {
      if (DataSpace.values()[space].dependsOn(Dimension.at(d))) {
        starts.add(start[d]);
        sizes.add(size[d]);
      }
    }
    return new Held(elements(space, start, size), starts, sizes);
  }

  private BitSet elements(int space, int[] start, int[] size) {
    int[][] ranges =
        switch (space) {
          case DataSpace.W ->
              ranges(start, size, Dimension.G, Dimension.M, Dimension.C, Dimension.R, Dimension.S);
          case DataSpace.O ->
              ranges(start, size, Dimension.G, Dimension.N, Dimension.M, Dimension.P, Dimension.Q);
          default -> {
            int[][] some = ranges(start, size, Dimension.G, Dimension.N, Dimension.C);
            int[][] all = Arrays.copyOf(some, 5);
            all[3] =
                window(
                    start[Dimension.P] * geometry.strideRows
                        + start[Dimension.R] * geometry.dilationRows,
                    (size[Dimension.P] - 1) * geometry.strideRows
                        + (size[Dimension.R] - 1) * geometry.dilationRows
                        + 1);
            all[4] =
                window(
                    start[Dimension.Q] * geometry.strideColumns
                        + start[Dimension.S] * geometry.dilationColumns,
                    (size[Dimension.Q] - 1) * geometry.strideColumns
                        + (size[Dimension.S] - 1) * geometry.dilationColumns
                        + 1);
            yield all;
          }
        };
    BitSet elements = new BitSet();
    fill(elements, ranges, bounds(space), 0, 0);
    return elements;
  }

  private static int[][] ranges(int[] start, int[] size, int... dimensions) {
    return Arrays.stream(dimensions).mapToObj(d -> window(start[d], size[d])).toArray(int[][]::new);
  }

  private static int[] window(int start, int size) {
    return new int[] {start, size};
  }

  /** Extent of each axis of a data space in the whole layer. */
  private int[] bounds(int space) {
    int[] all = geometry.extents;
    return switch (space) {
      case DataSpace.W ->
          new int[] {all[Dimension.G], all[Dimension.M], all[Dimension.C], all[6], all[7]};
      case DataSpace.O ->
          new int[] {all[Dimension.G], all[Dimension.N], all[Dimension.M], all[4], all[5]};
      default ->
          new int[] {
            all[Dimension.G],
            all[Dimension.N],
            all[Dimension.C],
            (int) geometry.rows(all[Dimension.P], all[Dimension.R]),
            (int) geometry.columns(all[Dimension.Q], all[Dimension.S])
          };
    };
  }

  private static void fill(BitSet elements, int[][] ranges, int[] bounds, int axis, int number) {
    if (axis == ranges.length) {
      elements.set(number);
      return;
    }
    for (int at = ranges[axis][0]; at < ranges[axis][0] + ranges[axis][1]; at++) {
      fill(elements, ranges, bounds, axis + 1, number * bounds[axis] + at);
    }
  }
}
