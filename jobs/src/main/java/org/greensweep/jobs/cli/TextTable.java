package org.greensweep.jobs.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of text under headers, columns as wide as they need to be; columns of numbers are aligned to
 * the right.
 */
final class TextTable {
  private static final String GAP = "  ";

  private final List<String> headers;
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... headers) {
    this(List.of(headers));
  }

  TextTable(List<String> headers) {
    this.headers = List.copyOf(headers);
  }

  void add(String... cells) {
    add(Arrays.asList(cells));
  }

  void add(List<String> cells) {
    if (cells.size() != headers.size()) {
      throw new IllegalArgumentException(
          cells.size() + " cells under " + headers.size() + " headers");
    }
    rows.add(List.copyOf(cells));
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The rows as objects, for programs: cells as printed, by header. */
  List<Map<String, String>> objects() {
    return rows.stream()
        .map(
            row -> {
              Map<String, String> object = new LinkedHashMap<>();
              for (int column = 0; column < headers.size(); column++) {
                object.put(headers.get(column), row.get(column));
              }
              return object;
            })
        .toList();
  }

  /** The table without a line break at its end. */
  @Override
  public String toString() {
    int columns = headers.size();
    int[] widths = new int[columns];
    boolean[] numbers = new boolean[columns];
    for (int column = 0; column < columns; column++) {
      widths[column] = headers.get(column).length();
      numbers[column] = !rows.isEmpty();
      for (List<String> row : rows) {
        String cell = row.get(column);
        widths[column] = Math.max(widths[column], cell.length());
        numbers[column] &= cell.isEmpty() || cell.equals("-") || Character.isDigit(cell.charAt(0));
      }
    }
    StringBuilder text = new StringBuilder();
    line(text, headers, widths, numbers);
    text.append('\n')
        .append("-".repeat(Arrays.stream(widths).sum() + GAP.length() * (columns - 1)));
    for (List<String> row : rows) {
      text.append('\n');
      line(text, row, widths, numbers);
    }
    return text.toString();
  }

  private static void line(
      StringBuilder text, List<String> cells, int[] widths, boolean[] numbers) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String padding = " ".repeat(widths[column] - cells.get(column).length());
      line.append(column == 0 ? "" : GAP);
      line.append(numbers[column] ? padding + cells.get(column) : cells.get(column) + padding);
    }
    text.append(line.toString().stripTrailing());
  }
}
