package org.greensweep.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.greensweep.hardware.Accelerator;
import org.greensweep.hardware.Clock;
import org.greensweep.hardware.DataSpace;
import org.greensweep.hardware.MemoryLevel;
import org.greensweep.jobs.mapping.WordWidths;
import org.greensweep.network.UserError;

/** What an accelerator's file says: memories, energies, and what they are beside one operation. */
record AcceleratorReport(Accelerator accelerator) {
  private static final int USUAL_BITS = 16;
  private static final String USUAL = "int16";
  private static final List<String> OF_THE_LAW =
      List.of("fp32", "fp16", "int32", "int16", "int8", "int4", "int2", "binary");

  String text() {
    Clock clock = accelerator.clock();
    double peak = accelerator.processingElements() * clock.hertz();
    List<String> lines = new ArrayList<>();
    lines.add(
        "  %s: %d x %d PEs at %s, at most %s multiply-accumulates per second"
            .formatted(
                accelerator.name(),
                accelerator.rows(),
                accelerator.columns(),
                Quantity.of(clock.hertz(), "Hz"),
                Quantity.of(peak, "").strip()));
    lines.add(
        "  leakage %s mW, clock %s mW"
            .formatted(clock.staticMilliwatts(), clock.clockMilliwatts()));
    lines.add("");
    lines.add(levels());
    lines.add("");
    lines.add(operations());
    lines.addAll(remarks());
    return String.join("\n", lines);
  }

  /**
   * Energies of a 16-bit word, and over that of a 16-bit multiply-accumulate where there is one.
   */
  private String levels() {
    double mac = mac16();
    TextTable table =
        new TextTable(
            "level", "kind", "bytes", "keeps", "word bits", "read pJ/16b", "write", "fill", "MACs");
    for (MemoryLevel level : accelerator.levels()) {
      double read = perWord(level, level.read());
      table.add(
          level.name(),
          level.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          level.totalBytes() == 0 ? "-" : String.format(Locale.ROOT, "%,d", level.totalBytes()),
          level.kept().stream().map(DataSpace::id).collect(Collectors.joining(" ")),
          "" + level.wordBits(),
          Quantity.digits(read),
          Quantity.digits(perWord(level, level.write())),
          Quantity.digits(perWord(level, Objects.requireNonNull(level.fillPicojoules()))),
          mac == 0 ? "-" : Quantity.digits(read / mac));
    }
    return table.toString();
  }

  private static double perWord(MemoryLevel level, double picojoules) {
    return picojoules * USUAL_BITS / level.wordBits();
  }

  private double mac16() {
    return energy(USUAL).orElse(0);
  }

  /** Energy of a multiply-accumulate with the accumulator that is usual, where anything says it. */
  private OptionalDouble energy(String precision) {
    WordWidths widths = WordWidths.of(precision, null, null);
    try {
      return OptionalDouble.of(
          accelerator.multiplyAccumulatePicojoules(
              widths.weights(), widths.inputs(), widths.partialSumBits()));
    } catch (UserError e) {
      return OptionalDouble.empty();
    }
  }

  private String operations() {
    TextTable table = new TextTable("operation", "pJ", "MACs of 16 bits");
    double mac = mac16();
    accelerator
        .operations()
        .forEach(operation -> row(table, operation.operation(), operation.picojoules(), mac));
    if (!accelerator.operations().isEmpty()) {
      return table.toString();
    }
    OF_THE_LAW.forEach(operation -> row(table, operation, energy(operation).orElse(0), mac));
    return table + "\n  the file lists no operations; these are those of its process";
  }

  private static void row(TextTable table, String operation, double picojoules, double mac) {
    table.add(
        operation, Quantity.digits(picojoules), mac == 0 ? "-" : Quantity.digits(picojoules / mac));
  }

  /** What is allowed but seldom meant. */
  private List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    List<MemoryLevel> stores = accelerator.stores();
    for (int index = 1; index < stores.size(); index++) {
      MemoryLevel outer = stores.get(index - 1);
      MemoryLevel inner = stores.get(index);
      if (perWord(outer, outer.read()) < perWord(inner, inner.read())) {
        remarks.add(
            "  worth a look: a read of %s costs less than one of %s below it"
                .formatted(outer.name(), inner.name()));
      }
      if (outer.totalBytes() > 0 && outer.totalBytes() < inner.totalBytes()) {
        remarks.add(
            "  worth a look: %s (%d bytes) is smaller than %s below it (%d bytes)"
                .formatted(outer.name(), outer.totalBytes(), inner.name(), inner.totalBytes()));
      }
    }
    return remarks;
  }
}
