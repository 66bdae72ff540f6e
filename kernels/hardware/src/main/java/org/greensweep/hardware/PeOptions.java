package org.greensweep.hardware;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Ways to run one dimension across and inside the PEs: {@code columns[i] x rows[i]} PEs, {@code
 * inside[i]} iterations in each; those that leave the fewest iterations over come first.
 */
final class PeOptions {
  final int size;
  final int[] columns;
  final int[] rows;
  final int[] inside;
  final int[] base;

  /** The next larger numbers of columns and rows, 0 when there is none. */
  final int[] moreColumns;

  final int[] moreRows;

  /** Instances, rounds of them, and tiles of register files. */
  final double[] fan;

  final double[] rounds;
  final double[] tiles;

  /** Cycles of this dimension. */
  final double[] steps;

  /** The largest fan of all. */
  final double widest;

  private PeOptions(List<int[]> options, int extent) {
    size = options.size();
    columns = new int[size];
    rows = new int[size];
    inside = new int[size];
    base = new int[size];
    moreColumns = new int[size];
    moreRows = new int[size];
    fan = new double[size];
    rounds = new double[size];
    tiles = new double[size];
    steps = new double[size];
    double most = 1;
    for (int index = 0; index < size; index++) {
      int[] option = options.get(index);
      columns[index] = option[0];
      rows[index] = option[1];
      inside[index] = option[2];
      moreColumns[index] = option[3];
      moreRows[index] = option[4];
      int across = option[0] * option[1];
      base[index] = across * option[2];
      fan[index] = across;
      rounds[index] = up(extent, base[index]);
      tiles[index] = up(extent, option[2]);
      steps[index] = up(extent, across);
      most = Math.max(most, across);
    }
    widest = most;
  }

  static int up(int a, int b) {
    return (a + b - 1) / b;
  }

  /**
   * All ways that {@code dataflow} allows for {@code dimension}.
   *
   * @param whole iterations inside a PE of a dimension that must run whole there, else 0
   */
  static PeOptions of(
      int dimension, int extent, Dataflow dataflow, int atMostColumns, int atMostRows, int whole) {
    List<int[]> options = new ArrayList<>();
    int bit = 1 << dimension;
    int[] columns = axis(dataflow.columnsMask() & bit, extent, atMostColumns);
    for (int x : columns) {
      if (x == 1 && extent > 1 && (dataflow.columnsMustMask() & bit) != 0) {
        continue;
      }
      int left = up(extent, x);
      int[] rows = axis(dataflow.rowsMask() & bit, left, atMostRows);
      for (int y : rows) {
        if (y == 1 && left > 1 && (dataflow.rowsMustMask() & bit) != 0) {
          continue;
        }
        int rest = up(left, y);
        if (whole > 0) {
          options.add(new int[] {x, y, Math.min(whole, rest), next(columns, x), next(rows, y)});
        } else {
          for (int inside : axis(dataflow.insideMask() & bit, rest, rest)) {
            options.add(new int[] {x, y, inside, next(columns, x), next(rows, y)});
          }
        }
      }
    }
    options.sort(
        (one, other) -> {
          int a = up(extent, one[0] * one[1] * one[2]);
          int b = up(extent, other[0] * other[1] * other[2]);
          return a != b ? Integer.compare(a, b) : Integer.compare(other[2], one[2]);
        });
    return new PeOptions(options, extent);
  }

  private static int next(int[] ascending, int value) {
    int index = Arrays.binarySearch(ascending, value) + 1;
    return index < ascending.length ? ascending[index] : 0;
  }

  private static int[] axis(int allowed, int extent, int limit) {
    return allowed == 0 ? new int[] {1} : Factors.of(extent, limit);
  }
}
