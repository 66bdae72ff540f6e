package org.greensweep.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.greensweep.hardware.Accelerator;
import org.greensweep.hardware.DataSpace;
import org.greensweep.hardware.Dimension;
import org.greensweep.hardware.LevelAccesses;
import org.greensweep.hardware.Loop;
import org.greensweep.hardware.MappingEvaluation;
import org.greensweep.hardware.MappingLevel;
import org.greensweep.hardware.MemoryLevel;
import org.jspecify.annotations.Nullable;

/** A mapping for people: its loops as a program, its accesses as a table, its energy as bars. */
final class MapReport {
  private final Accelerator accelerator;
  private final MappingEvaluation evaluation;
  private final List<String> lines = new ArrayList<>();

  private MapReport(Accelerator accelerator, MappingEvaluation evaluation) {
    this.accelerator = accelerator;
    this.evaluation = evaluation;
  }

  static String text(
      Accelerator accelerator,
      @Nullable String dataflow,
      MappingEvaluation evaluation,
      MapAnswer.@Nullable Search search) {
    return new MapReport(accelerator, evaluation).text(dataflow, search);
  }

  private String text(@Nullable String dataflow, MapAnswer.@Nullable Search search) {
    lines.add(
        "%s on %s (%d x %d PEs)%s: %s for %,d multiply-accumulates in %,d cycles (%s), PEs %.1f %% busy"
            .formatted(
                search == null ? "The mapping given" : "The best mapping found",
                accelerator.name(),
                accelerator.rows(),
                accelerator.columns(),
                dataflow == null ? "" : ", " + dataflow,
                EnergyBars.joules(evaluation.energy().totalPicojoules()),
                evaluation.macs(),
                evaluation.cycles(),
                Quantity.of(evaluation.seconds(), "s"),
                100 * evaluation.utilization()));
    if (search != null) {
      lines.add(searched(search));
    }
    lines.add("");
    loops();
    lines.add("");
    lines.add("  --mapping '" + evaluation.mapping() + "'");
    lines.add("");
    lines.add(table());
    lines.add("");
    lines.add(
        "Words of one instance. reads: towards the PEs, and partial sums read to be added to; fills: from the level above; updates:");
    lines.add(
        "partial sums and outputs that come up from below. One read may serve several instances at once (shared by).");
    lines.add("");
    lines.add(bars());
    return String.join("\n", lines);
  }

  private static String searched(MapAnswer.Search search) {
    return "Search: %,d mappings evaluated, %,d candidates ruled out unseen, %s; %s"
        .formatted(
            search.evaluated(),
            search.pruned(),
            search.optimal()
                ? "proved optimal"
                : String.format(
                    Locale.ROOT,
                    "ended by its budget, at most %.1f %% above the least",
                    search.gapPercent()),
            Quantity.of(search.seconds(), "s"));
  }

  /** The mapping as nested loops; the tile of a level is what runs below its line. */
  private void loops() {
    int depth = 0;
    for (MappingLevel level : evaluation.mapping().levels()) {
      lines.add("  ".repeat(depth + 2) + heading(level));
      for (Loop loop : level.temporal()) {
        lines.add(loop(++depth, "for", loop));
      }
      for (Loop loop : level.columns()) {
        lines.add(loop(++depth, "across columns,", loop));
      }
      for (Loop loop : level.rows()) {
        lines.add(loop(++depth, "across rows,", loop));
      }
    }
    lines.add("  ".repeat(depth + 2) + "one multiply-accumulate");
  }

  private String heading(MappingLevel level) {
    MemoryLevel store =
        accelerator.stores().stream()
            .filter(candidate -> candidate.name().equalsIgnoreCase(level.level()))
            .findFirst()
            .orElseThrow();
    String size = store.totalBytes() == 0 ? "" : ", %,d bytes".formatted(store.totalBytes());
    String kept =
        level.kept().stream().sorted().map(DataSpace::id).collect(Collectors.joining(", "));
    return "[%s%s, keeps %s]".formatted(store.name(), size, kept.isEmpty() ? "nothing" : kept);
  }

  private static String loop(int depth, String how, Loop loop) {
    return "%s%s %s in %d   (%s)"
        .formatted(
            "  ".repeat(depth + 1),
            how,
            loop.dimension().symbol(),
            loop.iterations(),
            words(loop.dimension()));
  }

  private static String words(Dimension dimension) {
    return dimension.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private String table() {
    TextTable table =
        new TextTable(
            "level",
            "data space",
            "tile",
            "instances",
            "reads",
            "fills",
            "updates",
            "shared by",
            "energy");
    for (LevelAccesses accesses : evaluation.levels()) {
      if (accesses.kept()) {
        table.add(
            accesses.level(),
            accesses.space().id(),
            count(accesses.tileWords()),
            count(accesses.instances()),
            count(accesses.reads()),
            count(accesses.fills()),
            count(accesses.updates()),
            count(accesses.maxMulticast()),
            EnergyBars.joules(accesses.picojoules()));
      } else {
        table.add(
            accesses.level(), accesses.space().id(), "-", "-", "-", "-", "-", "-", "bypassed");
      }
    }
    return table.toString();
  }

  private static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private String bars() {
    EnergyBars bars = new EnergyBars();
    for (MemoryLevel level : accelerator.levels()) {
      for (DataSpace space : DataSpace.values()) {
        bars.add(level.name(), evaluation.energy().picojoules(level.name(), space));
      }
    }
    bars.add("MACs", evaluation.energy().computePicojoules());
    bars.add("clock and leakage", evaluation.energy().staticPicojoules());
    return bars.toString();
  }
}
