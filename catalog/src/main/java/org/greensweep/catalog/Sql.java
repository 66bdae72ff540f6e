package org.greensweep.catalog;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Text that is safe inside SQL. */
final class Sql {
  private Sql() {}

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A list of files; DuckDB takes paths for patterns, so what means something there is quoted. */
  static String files(List<Path> files) {
    return files.stream()
        .map(file -> file.toAbsolutePath().toString().replaceAll("[\\[*?]", "[$0]"))
        .map(Sql::literal)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
