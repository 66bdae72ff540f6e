package org.greensweep.catalog.reference;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.greensweep.catalog.CatalogError;

/**
 * One row of a data file, with its place. Every reader of a cell checks it and refuses with file,
 * line, column, value, limit and cure.
 */
public final class CsvRow {
  private static final int FIRST_YEAR = 1990;
  private static final int LAST_YEAR = 2035;

  private final String file;
  private final long line;
  private final List<String> columns;
  private final List<String> cells;

  CsvRow(String file, long line, List<String> columns, List<String> cells) {
    this.file = file;
    this.line = line;
    this.columns = columns;
    this.cells = cells;
  }

  /** The text of a cell that must not be empty. */
  public String text(String column) {
    String cell = cell(column);
    if (cell.isBlank()) {
      throw error(column, "is empty; every row needs one");
    }
    return cell;
  }

  /** The text of a cell, if any. */
  public Optional<String> optionalText(String column) {
    return Optional.of(cell(column)).filter(cell -> !cell.isBlank());
  }

  /** Where the row's figures come from; a row without a source is refused. */
  public String source() {
    if (cell("source").isBlank()) {
      throw error("source", "is empty; a figure without a source cannot be used: cite one");
    }
    return cell("source");
  }

  /** A number within limits, both included. */
  public double number(String column, double low, double high) {
    return within(column, text(column), low, high);
  }

  /** A number within limits, if the cell is not empty. */
  public Optional<Double> optionalNumber(String column, double low, double high) {
    return optionalText(column).map(cell -> within(column, cell, low, high));
  }

  /** A year in which such data can exist. */
  public int year() {
    double year = number("year", FIRST_YEAR, LAST_YEAR);
    if (year != Math.rint(year)) {
      throw error("year", "is no whole number");
    }
    return (int) year;
  }

  /** 'yes' or 'no'. */
  public boolean yes(String column) {
    return switch (text(column)) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw error(column, "must be 'yes' or 'no'");
    };
  }

  /** One of the constants of an enum, written in lower case with hyphens. */
  public <E extends Enum<E>> E choice(String column, Class<E> family) {
    String cell = text(column);
    return Arrays.stream(family.getEnumConstants())
        .filter(constant -> word(constant).equals(cell))
        .findFirst()
        .orElseThrow(() -> error(column, "is unknown; use one of " + words(family)));
  }

  /** The complaint about one cell, to throw. */
  public CatalogError error(String column, String why) {
    int index = columns.indexOf(column);
    return new CatalogError(
        "%s:%d: column %d '%s': value '%s' %s"
            .formatted(file, line, index + 1, column, cells.get(index), why));
  }

  private double within(String column, String cell, double low, double high) {
    double value;
    try {
      value = Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      throw error(column, "is no number; write it like 1234.5, without unit or separators");
    }
    // Written so that NaN is refused too.
    if (!(low <= value && value <= high)) {
      throw error(column, "is outside %s .. %s; check the value and its unit".formatted(low, high));
    }
    return value;
  }

  private String cell(String column) {
    int index = columns.indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException(file + " has no column " + column);
    }
    return cells.get(index);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <E extends Enum<E>> String words(Class<E> family) {
    return Arrays.stream(family.getEnumConstants())
        .map(CsvRow::word)
        .collect(Collectors.joining(", "));
  }
}
