package org.greensweep.hardware;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.greensweep.network.UserError;

/**
 * What a family of accelerators keeps still, as constraints on mappings (taxonomy of Chen 2016,
 * IV): the data spaces that register files keep, the loops that may run across PEs, the loops that
 * may run inside a PE, and the loops that run innermost outside it.
 *
 * <p>Dimensions are the letters of {@link Dimension}.
 */
public enum Dataflow {
  /** One weight per PE, used for every output pixel before the next; partial sums cross the PEs. */
  WEIGHT_STATIONARY("weight-stationary", "W", "GMCRS", "GMCRS", "", "NPQ"),
  /** One output per PE, accumulated to the end. */
  OUTPUT_STATIONARY("output-stationary", "O", "GNMPQ", "GNMPQ", "", "CRS"),
  /** One input per PE, used for every output channel before the next. */
  INPUT_STATIONARY("input-stationary", "I", "GNCPQ", "GNCPQ", "", "M"),
  /**
   * A filter row and the sliding window of an input row per PE, for several channels and filters:
   * filter rows across PE rows, output rows across PE columns, both repeated over channels, filters
   * and images; outputs advance along their row innermost.
   */
  ROW_STATIONARY("row-stationary", "WIO", "GNMP", "GNMCR", "MCS", "Q"),
  /** Nothing is kept in a PE: every operand crosses the array, shared over filters and channels. */
  NO_LOCAL_REUSE("no-local-reuse", "", "GMC", "GMC", "", "");

  private final String id;
  private final int kept;
  private final int columns;
  private final int rows;
  private final int inside;
  private final int innermost;

  Dataflow(String id, String kept, String columns, String rows, String inside, String innermost) {
    this.id = id;
    int mask = 0;
    for (DataSpace space : DataSpace.values()) {
      mask |= kept.indexOf(space.symbol()) >= 0 ? 1 << space.ordinal() : 0;
    }
    this.kept = mask;
    this.columns = dimensions(columns);
    this.rows = dimensions(rows);
    this.inside = dimensions(inside);
    this.innermost = dimensions(innermost);
  }

  private static int dimensions(String symbols) {
    int mask = 0;
    for (Dimension dimension : Dimension.values()) {
      mask |= symbols.indexOf(dimension.symbol()) >= 0 ? 1 << dimension.ordinal() : 0;
    }
    return mask;
  }

  public String id() {
    return id;
  }

  public static List<String> ids() {
    return Arrays.stream(values()).map(Dataflow::id).toList();
  }

  /** The dataflow called {@code id}; another name is a {@link UserError}. */
  public static Dataflow of(String id) {
    return Arrays.stream(values())
        .filter(dataflow -> dataflow.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "Unknown dataflow "
                        + id
                        + "; valid are "
                        + ids().stream().collect(Collectors.joining(", "))));
  }

  /** Data spaces that the register file keeps, by bit of their ordinal. */
  int kept() {
    return kept;
  }

  /** Dimensions that may run across the columns of PEs. */
  int columns() {
    return columns;
  }

  /** Dimensions that may run across the rows of PEs. */
  int rows() {
    return rows;
  }

  /** Dimensions that may run inside a PE. */
  int inside() {
    return inside;
  }

  /** Dimensions that run innermost outside the PEs; none when the order is free. */
  int innermost() {
    return innermost;
  }
}
