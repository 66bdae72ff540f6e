package org.greensweep.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.greensweep.network.UserError;
import org.jspecify.annotations.Nullable;

/**
 * What a family of accelerators keeps still, as constraints on mappings (taxonomy of Chen 2016,
 * IV): what register files keep, which loops may run across PEs and inside one, and which run
 * innermost outside it. Loops are letters of {@link Dimension}, such as {@code GNMP}.
 *
 * @param keeps data spaces that register files keep wherever the accelerator lets them; the others
 *     bypass them
 * @param mayKeep data spaces that a mapping may keep there or not; null for none
 * @param columns loops that may run across the columns of PEs
 * @param rows loops that may run across the rows of PEs
 * @param columnsMust those of {@code columns} that must, where they have more than one iteration;
 *     null for none
 * @param rowsMust the same of {@code rows}
 * @param inside loops that may run inside a PE
 * @param whole those of {@code inside} that a PE runs to their end, or as far as fits; null for
 *     none
 * @param innermost loops of which one runs innermost outside the PEs, at the first level that has
 *     any loops; null when the order is free
 */
public record Dataflow(
    String name,
    String description,
    String source,
    List<DataSpace> keeps,
    @Nullable List<DataSpace> mayKeep,
    @Nullable String columns,
    @Nullable String columnsMust,
    @Nullable String rows,
    @Nullable String rowsMust,
    @Nullable String inside,
    @Nullable String whole,
    @Nullable String innermost) {
  public Dataflow {
    name = Objects.requireNonNullElse(name, "");
    description = Objects.requireNonNullElse(description, "");
    source = Objects.requireNonNullElse(source, "");
    List<String> mistakes = new ArrayList<>();
    if (name.isBlank()) {
      mistakes.add("Dataflow name is empty; fill it in");
    }
    if (source.isBlank()) {
      mistakes.add("Dataflow %s: source is empty; fill it in".formatted(name));
    }
    if (keeps == null) {
      mistakes.add(
          "Dataflow %s: keeps is missing; list what register files keep, such as [weights], or [] for nothing"
              .formatted(name));
    }
    keeps = keeps == null ? List.of() : List.copyOf(keeps);
    mayKeep = mayKeep == null ? List.of() : List.copyOf(mayKeep);
    columns = loops(mistakes, name, "columns", columns);
    columnsMust = part(mistakes, name, "columns-must", columnsMust, "columns", columns);
    rows = loops(mistakes, name, "rows", rows);
    rowsMust = part(mistakes, name, "rows-must", rowsMust, "rows", rows);
    inside = loops(mistakes, name, "inside", inside);
    whole = part(mistakes, name, "whole", whole, "inside", inside);
    innermost = loops(mistakes, name, "innermost", innermost);
    if (mistakes.isEmpty() && keeps.isEmpty() && mayKeep.isEmpty() && !inside.isEmpty()) {
      mistakes.add(
          "Dataflow %s: inside is '%s' but register files keep nothing; keep a data space or leave inside out"
              .formatted(name, inside));
    }
    if (!mistakes.isEmpty()) {
      throw new UserError(String.join("\n", mistakes));
    }
  }

  private static String loops(
      List<String> mistakes, String dataflow, String key, @Nullable String symbols) {
    String given = Objects.requireNonNullElse(symbols, "");
    for (int index = 0; index < given.length(); index++) {
      char symbol = given.charAt(index);
      if (Dimension.mask(String.valueOf(symbol)) == 0) {
        mistakes.add(
            "Dataflow %s: %s is '%s' but '%s' is no loop; the loops are G N M C P Q R S, written together"
                .formatted(dataflow, key, given, symbol));
      } else if (given.indexOf(symbol) < index) {
        mistakes.add(
            "Dataflow %s: %s is '%s', which names %s twice; remove one"
                .formatted(dataflow, key, given, symbol));
      }
    }
    return given;
  }

  private static String part(
      List<String> mistakes,
      String dataflow,
      String key,
      @Nullable String symbols,
      String ofKey,
      String of) {
    String given = loops(mistakes, dataflow, key, symbols);
    for (char symbol : given.toCharArray()) {
      if (of.indexOf(symbol) < 0) {
        mistakes.add(
            "Dataflow %s: %s names %s, which %s ('%s') does not allow; add it there or remove it here"
                .formatted(dataflow, key, symbol, ofKey, of));
      }
    }
    return given;
  }

  /** The mappings of this dataflow that run one iteration at a time inside a PE. */
  Dataflow withNothingInside() {
    return new Dataflow(
        name,
        description,
        source,
        keeps,
        mayKeep,
        columns,
        columnsMust,
        rows,
        rowsMust,
        "",
        "",
        innermost);
  }

  /** SHA-256 of every constraint and text: equal for equal files. */
  public String contentHash() {
    return ContentHash.of(toString());
  }

  /** Data spaces that the register file keeps, by bit of their ordinal. */
  int keptMask() {
    return DataSpace.mask(keeps);
  }

  /** Data spaces that it keeps or passes on, as a mapping likes; disjoint from the kept ones. */
  int mayKeepMask() {
    return DataSpace.mask(Objects.requireNonNull(mayKeep)) & ~keptMask();
  }

  int columnsMask() {
    return Dimension.mask(columns);
  }

  int columnsMustMask() {
    return Dimension.mask(columnsMust);
  }

  int rowsMask() {
    return Dimension.mask(rows);
  }

  int rowsMustMask() {
    return Dimension.mask(rowsMust);
  }

  int insideMask() {
    return Dimension.mask(inside);
  }

  int wholeMask() {
    return Dimension.mask(whole);
  }

  int innermostMask() {
    return Dimension.mask(innermost);
  }
}
