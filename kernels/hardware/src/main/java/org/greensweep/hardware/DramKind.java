package org.greensweep.hardware;

import java.util.List;
import java.util.stream.Collectors;
import org.greensweep.network.UserError;

/** A kind of DRAM: {@code ddr3}, {@code lpddr4}, {@code hbm2} ..., and what moving a bit costs. */
record DramKind(String id, double picojoulesPerBit, String source) {
  private static final List<DramKind> ALL =
      ReferenceTable.rows("dram-energy.csv", 3).stream()
          .map(
              cells ->
                  new DramKind(cells[0], Double.parseDouble(cells[1]), cells[2].replace("\"", "")))
          .toList();

  /** The kind called {@code id}; another name is a {@link UserError}. */
  static DramKind of(String level, String id) {
    return ALL.stream()
        .filter(kind -> kind.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "Level %s: unknown dram-kind '%s'; valid are %s"
                        .formatted(
                            level,
                            id,
                            ALL.stream().map(DramKind::id).collect(Collectors.joining(", ")))));
  }
}
