package org.greensweep.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.greensweep.hardware.DataSpace;
import org.greensweep.hardware.Dataflow;
import org.greensweep.hardware.Dimension;
import org.jspecify.annotations.Nullable;

/** What a dataflow's constraints mean, in words. */
final class DataflowReport {
  private DataflowReport() {}

  static String text(Dataflow dataflow) {
    List<String> lines = new ArrayList<>();
    lines.add("  register files keep " + spaces(dataflow.keeps()) + "; the rest passes by");
    List<DataSpace> free = dataflow.mayKeep();
    if (free != null && !free.isEmpty()) {
      lines.add("  a mapping may also keep " + spaces(free));
    }
    lines.add("  across columns may run " + loops(dataflow.columns()));
    must(lines, "columns", dataflow.columnsMust());
    lines.add("  across rows may run " + loops(dataflow.rows()));
    must(lines, "rows", dataflow.rowsMust());
    lines.add("  inside a PE may run " + loops(dataflow.inside()));
    if (isGiven(dataflow.whole())) {
      lines.add("    to their end: " + loops(dataflow.whole()));
    }
    lines.add(
        "  innermost outside the PEs runs "
            + (isGiven(dataflow.innermost()) ? loops(dataflow.innermost()) : "anything"));
    return String.join("\n", lines);
  }

  private static void must(List<String> lines, String axis, @Nullable String symbols) {
    if (isGiven(symbols)) {
      lines.add("    across " + axis + " must run " + loops(symbols));
    }
  }

  private static boolean isGiven(@Nullable String symbols) {
    return symbols != null && !symbols.isEmpty();
  }

  private static String spaces(List<DataSpace> spaces) {
    return spaces.isEmpty()
        ? "nothing"
        : spaces.stream().map(DataSpace::id).collect(Collectors.joining(", "));
  }

  private static String loops(@Nullable String symbols) {
    List<String> words = new ArrayList<>();
    for (Dimension dimension : Dimension.values()) {
      if (symbols != null && symbols.indexOf(dimension.symbol()) >= 0) {
        words.add(dimension.name().toLowerCase(Locale.ROOT).replace('_', ' '));
      }
    }
    return words.isEmpty() ? "nothing" : String.join(", ", words);
  }
}
