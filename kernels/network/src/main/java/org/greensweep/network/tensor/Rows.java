package org.greensweep.network.tensor;

/** Rows of work dealt into parts of some ten thousand elements. */
record Rows(int rows, int rowsPerPart) {
  private static final long PART = 1 << 14;

  /**
   * @param work elements read or written per row
   */
  Rows(int rows, long work) {
    this(rows, (int) Math.max(1, PART / Math.max(1, work)));
  }

  int parts() {
    return (int) (((long) rows + rowsPerPart - 1) / rowsPerPart);
  }

  int from(int part) {
    return part * rowsPerPart;
  }

  int to(int part) {
    return (int) Math.min(rows, (part + 1L) * rowsPerPart);
  }
}
