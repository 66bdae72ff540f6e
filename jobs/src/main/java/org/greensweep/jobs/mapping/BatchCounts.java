package org.greensweep.jobs.mapping;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.greensweep.hardware.Accelerator;
import org.greensweep.hardware.ConvolutionProblem;
import org.greensweep.hardware.DataSpace;
import org.greensweep.hardware.LevelAccesses;
import org.greensweep.hardware.Mapping;
import org.greensweep.hardware.MappingEvaluation;
import org.greensweep.hardware.Zeros;
import org.greensweep.jobs.conf.Nearest;
import org.greensweep.network.UserError;
import org.jspecify.annotations.Nullable;

/**
 * Counts of many mappings, CSV in, CSV out: every line is a layer, an accelerator and a mapping;
 * with columns {@code level} and {@code dataspace} it asks for one line of counts, without them for
 * all.
 *
 * <p>Inputs are counted with every overlap of a sliding window with the tile before it, in {@code
 * reads} and {@code fills} and again in the columns of that name.
 */
public final class BatchCounts {
  private static final List<String> LAYER =
      List.of("G", "N", "M", "C", "P", "Q", "R", "S", "Hstride", "Wstride", "Hdil", "Wdil");
  private static final List<String> COUNTS =
      List.of(
          "level",
          "dataspace",
          "kept",
          "tile_size",
          "instances",
          "reads",
          "fills",
          "updates",
          "max_multicast",
          "cycles",
          "utilization_pct",
          "reads_full_overlap",
          "fills_full_overlap");

  /** Finds the accelerator that a line names. */
  public interface Accelerators {
    Accelerator named(String place, String name);
  }

  private final String place;
  private final WordWidths widths;
  private final @Nullable String accelerator;
  private final Accelerators accelerators;

  private @Nullable String evaluatedKey;
  private @Nullable MappingEvaluation evaluated;

  /**
   * @param place the file's name, for errors
   * @param accelerator the accelerator of every line, or null when column {@code arch} names it
   */
  public BatchCounts(
      String place, WordWidths widths, @Nullable String accelerator, Accelerators accelerators) {
    this.place = place;
    this.widths = widths;
    this.accelerator = accelerator;
    this.accelerators = accelerators;
  }

  /** The counts of the CSV {@code text}, as CSV. */
  public String counts(String text) {
    if (text.isBlank()) {
      throw new UserError(
          place + ": the file is empty; give it columns as conf/mappings/example.csv has them");
    }
    List<String> header = new ArrayList<>();
    List<CSVRecord> lines = new ArrayList<>();
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
            .get();
    try (CSVParser parser = format.parse(new StringReader(text))) {
      header.addAll(parser.getHeaderNames());
      lines.addAll(parser.getRecords());
    } catch (IOException | IllegalArgumentException | UncheckedIOException e) {
      throw new UserError(place + ": cannot be read as CSV (" + e.getMessage() + ")", e);
    }
    checkHeader(header);
    List<String> columns = new ArrayList<>(header);
    COUNTS.stream().filter(column -> !columns.contains(column)).forEach(columns::add);
    StringBuilder out = new StringBuilder();
    CSVFormat written = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();
    try (CSVPrinter printer = new CSVPrinter(out, written)) {
      printer.printRecord(columns);
      for (CSVRecord line : lines) {
        for (LevelAccesses accesses : asked(line, header)) {
          printer.printRecord(record(line, columns, accesses));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("a StringBuilder does not fail", e);
    }
    return out.toString().stripTrailing();
  }

  private void checkHeader(List<String> header) {
    List<String> known = new ArrayList<>(LAYER);
    known.addAll(COUNTS);
    known.addAll(List.of("layer", "arch", "mapping"));
    for (String column : header) {
      if (!known.contains(column)) {
        throw Nearest.unknown(place + ", line 1", "column", column, known);
      }
    }
    if (!header.contains("mapping")) {
      throw new UserError(place + ", line 1: column 'mapping' is missing; add it");
    }
    if (accelerator == null && !header.contains("arch")) {
      throw new UserError(
          place + ", line 1: column 'arch' is missing; add it, or give --accelerator");
    }
    if (header.contains("level") != header.contains("dataspace")) {
      throw new UserError(
          place + ", line 1: columns 'level' and 'dataspace' go together; give both or neither");
    }
  }

  /** The lines of counts that one line asks for. */
  private List<LevelAccesses> asked(CSVRecord line, List<String> header) {
    String at = place + ", line " + (line.getRecordNumber() + 1);
    if (!line.isConsistent()) {
      throw new UserError(
          "%s: has %d values under %d columns".formatted(at, line.size(), header.size()));
    }
    MappingEvaluation evaluation = evaluate(at, line, header);
    if (!header.contains("level")) {
      return evaluation.levels();
    }
    String level = line.get("level");
    List<LevelAccesses> ofLevel =
        evaluation.levels().stream()
            .filter(accesses -> accesses.level().equalsIgnoreCase(level))
            .toList();
    if (ofLevel.isEmpty()) {
      throw Nearest.unknown(
          at,
          "level",
          level,
          evaluation.levels().stream().map(LevelAccesses::level).distinct().toList());
    }
    String space = line.get("dataspace").toLowerCase(Locale.ROOT);
    List<LevelAccesses> ofSpace =
        ofLevel.stream().filter(accesses -> accesses.space().id().equals(space)).toList();
    if (ofSpace.isEmpty()) {
      throw Nearest.unknown(at, "dataspace", space, List.of("weights", "inputs", "outputs"));
    }
    return ofSpace;
  }

  /** Lines of one mapping follow each other, so the last one is kept. */
  private MappingEvaluation evaluate(String at, CSVRecord line, List<String> header) {
    StringBuilder key = new StringBuilder();
    for (String column : header) {
      key.append(COUNTS.contains(column) ? "" : line.get(column)).append('\n');
    }
    MappingEvaluation known = evaluated;
    if (known == null || !key.toString().equals(evaluatedKey)) {
      String name = accelerator == null ? line.get("arch") : accelerator;
      try {
        known =
            MappingEvaluation.of(
                problem(at, line, header),
                accelerators.named(at, name),
                Mapping.parse(line.get("mapping")));
      } catch (UserError e) {
        String message = String.valueOf(e.getMessage());
        throw message.startsWith(at) ? e : new UserError(at + ": " + message, e);
      }
      evaluated = known;
      evaluatedKey = key.toString();
    }
    return known;
  }

  private ConvolutionProblem problem(String at, CSVRecord line, List<String> header) {
    int[] values = new int[LAYER.size()];
    for (int index = 0; index < values.length; index++) {
      String column = LAYER.get(index);
      boolean given = header.contains(column) && !line.get(column).isEmpty();
      values[index] = given ? LayerDimensions.extent(at, column, line.get(column)) : 1;
    }
    int[] extents = new int[LayerDimensions.LETTERS.size()];
    System.arraycopy(values, 0, extents, 0, extents.length);
    return LayerDimensions.problem(
        extents,
        new int[] {values[8], values[9]},
        new int[] {values[10], values[11]},
        widths,
        Zeros.NONE);
  }

  private List<String> record(CSVRecord line, List<String> columns, LevelAccesses accesses) {
    MappingEvaluation evaluation = Objects.requireNonNull(evaluated);
    boolean kept = accesses.kept();
    boolean inputs = kept && accesses.space() == DataSpace.INPUTS;
    Map<String, String> counts =
        Map.ofEntries(
            Map.entry("level", accesses.level()),
            Map.entry("dataspace", title(accesses.space())),
            Map.entry("kept", kept ? "1" : "0"),
            Map.entry("tile_size", count(kept, accesses.tileWords())),
            Map.entry("instances", count(kept, accesses.instances())),
            Map.entry("reads", count(kept, accesses.reads())),
            Map.entry("fills", count(kept, accesses.fills())),
            Map.entry("updates", count(kept, accesses.updates())),
            Map.entry("max_multicast", count(true, accesses.maxMulticast())),
            Map.entry("cycles", count(true, evaluation.cycles())),
            Map.entry(
                "utilization_pct",
                new BigDecimal(100 * evaluation.utilization())
                    .setScale(2, RoundingMode.HALF_EVEN)
                    .stripTrailingZeros()
                    .toPlainString()),
            Map.entry("reads_full_overlap", count(inputs, accesses.reads())),
            Map.entry("fills_full_overlap", count(inputs, accesses.fills())));
    List<String> record = new ArrayList<>();
    for (String column : columns) {
      String value = counts.get(column);
      record.add(value == null ? line.get(column) : value);
    }
    return record;
  }

  private static String count(boolean applies, long value) {
    return applies ? String.valueOf(value) : "";
  }

  private static String title(DataSpace space) {
    return space.name().charAt(0) + space.id().substring(1);
  }
}
