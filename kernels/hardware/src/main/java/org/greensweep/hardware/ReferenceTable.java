package org.greensweep.hardware;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Rows of a table of physical constants that this module carries; the last column is a source. */
public final class ReferenceTable {
  private ReferenceTable() {}

  /** The rows of {@code file}, cells in order; the source keeps its commas. */
  public static List<String[]> rows(String file, int columns) {
    try (InputStream stream = ReferenceTable.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException("this module lacks " + file);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split(",", columns))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}
