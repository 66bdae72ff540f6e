package org.greensweep.catalog.reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.greensweep.catalog.CatalogError;

/**
 * Reads a file of reference data: a header with exactly the expected columns, rows with one cell
 * per column, the first column being a key that no other row has. Anything else is refused with
 * file, line and column.
 */
public final class CsvFile {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

  private CsvFile() {}

  /** The rows of a file that ships with this module. */
  public static List<CsvRow> resource(String name, List<String> columns) {
    InputStream stream = CsvFile.class.getResourceAsStream("/org/greensweep/catalog/" + name);
    if (stream == null) {
      throw new IllegalStateException("No reference data " + name + " in this build");
    }
    try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      return read(name, reader, columns);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /** The rows of a file of the user. */
  public static List<CsvRow> file(Path path, List<String> columns) {
    try (Reader reader = Files.newBufferedReader(path)) {
      return read(path.toString(), reader, columns);
    } catch (IOException e) {
      throw new CatalogError(path + ": cannot be read as UTF-8 text: " + e, e);
    }
  }

  /**
   * The rows of a text.
   *
   * @param name what error messages call it
   */
  public static List<CsvRow> read(String name, Reader reader, List<String> columns) {
    try (CSVParser parser = FORMAT.parse(reader)) {
      List<CsvRow> rows = new ArrayList<>();
      Map<String, Long> lineOfKey = new HashMap<>();
      boolean header = true;
      for (CSVRecord cells : parser) {
        // The parser stands behind the record, which may span lines: count its line breaks back.
        long line = parser.getCurrentLineNumber() - breaksWithin(cells);
        if (header) {
          checkHeader(name, line, cells.toList(), columns);
          header = false;
        } else {
          rows.add(row(name, line, cells.toList(), columns, lineOfKey));
        }
      }
      if (header) {
        throw new CatalogError(name + ":1: is empty; the first line must be " + columns);
      }
      return List.copyOf(rows);
    } catch (IOException | UncheckedIOException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof CharacterCodingException) {
        throw new CatalogError(name + ": is not in UTF-8; save it anew", e);
      }
      throw new CatalogError(name + ": is no CSV: " + cause.getMessage() + "; check the quotes", e);
    }
  }

  private static long breaksWithin(CSVRecord cells) {
    return cells.stream().flatMapToInt(String::chars).filter(c -> c == '\n').count();
  }

  private static CsvRow row(
      String name,
      long line,
      List<String> cells,
      List<String> columns,
      Map<String, Long> lineOfKey) {
    if (cells.size() != columns.size()) {
      throw new CatalogError(
          "%s:%d: has %d cells, the header has %d columns; quote cells that contain a comma"
              .formatted(name, line, cells.size(), columns.size()));
    }
    CsvRow row = new CsvRow(name, line, columns, cells);
    String keyColumn = columns.get(0);
    Long before = lineOfKey.put(row.text(keyColumn), line);
    if (before != null) {
      throw row.error(
          keyColumn, "is the key of line %d already; give each row its own".formatted(before));
    }
    return row;
  }

  private static void checkHeader(
      String name, long line, List<String> header, List<String> columns) {
    for (int i = 0; i < header.size(); i++) {
      String column = header.get(i);
      if (column.startsWith("\uFEFF")) {
        throw new CatalogError(name + ":1: starts with a byte-order mark; save as plain UTF-8");
      }
      if (!columns.contains(column)) {
        throw new CatalogError(
            "%s:%d: column %d '%s' is unknown; the columns are %s"
                .formatted(name, line, i + 1, column, columns));
      }
    }
    for (String column : columns) {
      if (!header.contains(column)) {
        throw new CatalogError(
            "%s:%d: column '%s' is missing; the columns are %s"
                .formatted(name, line, column, columns));
      }
    }
    if (!header.equals(columns)) {
      throw new CatalogError(
          "%s:%d: the columns must come once each, in this order: %s"
              .formatted(name, line, columns));
    }
  }
}
