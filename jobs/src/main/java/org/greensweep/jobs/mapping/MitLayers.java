package org.greensweep.jobs.mapping;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.greensweep.hardware.Arithmetic;
import org.greensweep.hardware.ConvolutionProblem;
import org.greensweep.hardware.NetworkStep;
import org.greensweep.hardware.Zeros;
import org.greensweep.network.UserError;

/**
 * Layers in the CSV format of the energy estimation tool of Yang, Chen, Emer and Sze (Asilomar
 * 2017), a layer a line and 25 numbers: index; height, width, channels, number, zeros and bits of
 * input maps, of filters and of output maps; strides of rows and columns; padding above, below,
 * left and right.
 *
 * <p>Filters have the channels of one group. Zero inputs and weights are gated, skipped or coded
 * where an accelerator does so; sparse outputs cost like dense ones. A layer reads the map of the
 * line before when the two are equally large.
 */
public final class MitLayers {
  static final int FIELDS = 25;
  private static final int HEIGHT = 0;
  private static final int WIDTH = 1;
  private static final int CHANNELS = 2;
  private static final int NUMBER = 3;
  private static final int ZEROS = 4;
  private static final int BITS = 5;
  private static final int INPUT = 1;
  private static final int FILTER = 7;
  private static final int OUTPUT = 13;
  private static final int STRIDE = 19;
  private static final int PADDING = 21;

  private MitLayers() {}

  /** The layers of a file as steps; {@code place} is its name, for errors. */
  public static List<NetworkStep> steps(String place, String text) {
    List<NetworkStep> steps = new ArrayList<>();
    long[] before = new long[0];
    List<CSVRecord> lines = lines(place, text);
    for (CSVRecord line : lines) {
      String at = place + ", line " + line.getRecordNumber();
      long[] fields = fields(at, line);
      boolean reads = !steps.isEmpty() && words(before, OUTPUT) == words(fields, INPUT);
      steps.add(
          new NetworkStep(
              "layer " + fields[0],
              problem(at, fields),
              reads ? List.of(new NetworkStep.Read(steps.size() - 1, 1)) : List.of(),
              false,
              steps.size() == lines.size() - 1));
      before = fields;
    }
    if (steps.isEmpty()) {
      throw new UserError(place + ": has no layers; give a line of 25 numbers for each");
    }
    return steps;
  }

  private static List<CSVRecord> lines(String place, String text) {
    CSVFormat format = CSVFormat.RFC4180.builder().setTrim(true).setIgnoreEmptyLines(true).get();
    try (CSVParser parser = format.parse(new StringReader(text))) {
      return parser.getRecords();
    } catch (IOException | UncheckedIOException e) {
      throw new UserError(place + ": cannot be read as CSV (" + e.getMessage() + ")", e);
    }
  }

  private static long[] fields(String at, CSVRecord line) {
    if (line.size() != FIELDS) {
      throw new UserError(
          "%s: has %d numbers; a layer has 25: index, 6 each of inputs, filters and outputs, 2 strides, 4 paddings"
              .formatted(at, line.size()));
    }
    long[] fields = new long[FIELDS];
    for (int index = 0; index < FIELDS; index++) {
      String value = line.get(index);
      if (!value.matches("[0-9]{1,18}")) {
        throw new UserError(
            "%s: number %d is '%s'; it must be a whole number of 0 or more"
                .formatted(at, index + 1, value));
      }
      fields[index] = Long.parseLong(value);
    }
    return fields;
  }

  private static long words(long[] fields, int from) {
    return Math.multiplyExact(
        Math.multiplyExact(fields[from + HEIGHT], fields[from + WIDTH]),
        Math.multiplyExact(fields[from + CHANNELS], fields[from + NUMBER]));
  }

  private static ConvolutionProblem problem(String at, long[] fields) {
    long filters = fields[FILTER + NUMBER];
    long channels = fields[FILTER + CHANNELS];
    long groups = channels == 0 ? 0 : fields[INPUT + CHANNELS] / channels;
    check(at, "input channels", fields[INPUT + CHANNELS], groups * channels);
    check(at, "output channels", fields[OUTPUT + CHANNELS], filters);
    check(at, "output images", fields[OUTPUT + NUMBER], fields[INPUT + NUMBER]);
    check(at, "groups of filters", groups == 0 ? 0 : filters % groups, 0);
    for (int axis = HEIGHT; axis <= WIDTH; axis++) {
      long padded =
          fields[INPUT + axis] + fields[PADDING + 2 * axis] + fields[PADDING + 2 * axis + 1];
      long stride = Math.max(1, fields[STRIDE + axis]);
      check(
          at,
          axis == HEIGHT ? "output height" : "output width",
          fields[OUTPUT + axis],
          (padded - fields[FILTER + axis]) / stride + 1);
    }
    Zeros zeros =
        new Zeros(zeros(at, fields, INPUT, "inputs"), zeros(at, fields, FILTER, "weights"));
    int inputBits = extent(at, "input bits", fields[INPUT + BITS]);
    WordWidths widths =
        WordWidths.of(
            arithmetic(at, "filter bits", fields[FILTER + BITS])
                + "x"
                + arithmetic(at, "input bits", inputBits),
            extent(at, "output bits", fields[OUTPUT + BITS]),
            null);
    int[] extents = {
      extent(at, "groups", groups),
      extent(at, "input images", fields[INPUT + NUMBER]),
      extent(at, "filters", filters / Math.max(1, groups)),
      extent(at, "filter channels", channels),
      extent(at, "output height", fields[OUTPUT + HEIGHT]),
      extent(at, "output width", fields[OUTPUT + WIDTH]),
      extent(at, "filter height", fields[FILTER + HEIGHT]),
      extent(at, "filter width", fields[FILTER + WIDTH])
    };
    int[] stride = {
      extent(at, "stride of rows", fields[STRIDE]),
      extent(at, "stride of columns", fields[STRIDE + 1])
    };
    return LayerDimensions.problem(extents, stride, new int[] {1, 1}, widths, zeros);
  }

  private static double zeros(String at, long[] fields, int from, String what) {
    long zeros = fields[from + ZEROS];
    long all = words(fields, from);
    if (zeros > all) {
      throw new UserError(
          "%s: %d of %d %s are zero; correct one of them".formatted(at, zeros, all, what));
    }
    return all == 0 ? 0 : (double) zeros / all;
  }

  private static void check(String at, String what, long given, long follows) {
    if (given != follows) {
      throw new UserError(
          "%s: %s is %d but %d follows from the other numbers; correct one of them"
              .formatted(at, what, given, follows));
    }
  }

  private static int extent(String at, String what, long value) {
    return LayerDimensions.extent(at, what, String.valueOf(value));
  }

  private static String arithmetic(String at, String what, long bits) {
    if (bits < 1 || bits > 64) {
      throw new UserError("%s: %s is %d; use 1 to 64".formatted(at, what, bits));
    }
    return bits == 1 ? Arithmetic.BINARY.id() : "int" + bits;
  }

  /** The convolutions and dense layers among {@code steps} as lines of the format. */
  public static String text(List<NetworkStep> steps) {
    StringBuilder text = new StringBuilder();
    CSVFormat format = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();
    try (CSVPrinter printer = new CSVPrinter(text, format)) {
      int index = 0;
      for (NetworkStep step : steps) {
        if (step.problem() instanceof ConvolutionProblem problem) {
          index++;
          printer.printRecord(record(index, problem));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("a StringBuilder does not fail", e);
    }
    return text.toString().stripTrailing();
  }

  /**
   * Inputs with their padding, since problems count padding as input; the gaps of dilated filters
   * as zeros.
   */
  private static List<Long> record(int index, ConvolutionProblem problem) {
    long height =
        (problem.outputRows() - 1L) * problem.strideRows()
            + (problem.filterRows() - 1L) * problem.dilationRows()
            + 1;
    long width =
        (problem.outputColumns() - 1L) * problem.strideColumns()
            + (problem.filterColumns() - 1L) * problem.dilationColumns()
            + 1;
    long channels = (long) problem.groups() * problem.inputChannels();
    long filters = (long) problem.groups() * problem.outputChannels();
    long inputs = height * width * channels * problem.batch();
    long rows = (problem.filterRows() - 1L) * problem.dilationRows() + 1;
    long columns = (problem.filterColumns() - 1L) * problem.dilationColumns() + 1;
    long weights =
        (long) problem.filterRows() * problem.filterColumns() * problem.inputChannels() * filters;
    long gaps = rows * columns - (long) problem.filterRows() * problem.filterColumns();
    return List.of(
        (long) index,
        height,
        width,
        channels,
        (long) problem.batch(),
        Math.round(inputs * problem.inputZeroFraction()),
        (long) problem.inputs().bits(),
        rows,
        columns,
        (long) problem.inputChannels(),
        filters,
        gaps * problem.inputChannels() * filters
            + Math.round(weights * problem.weightZeroFraction()),
        (long) problem.weights().bits(),
        (long) problem.outputRows(),
        (long) problem.outputColumns(),
        filters,
        (long) problem.batch(),
        0L,
        (long) problem.outputBits(),
        (long) problem.strideRows(),
        (long) problem.strideColumns(),
        0L,
        0L,
        0L,
        0L);
  }
}
