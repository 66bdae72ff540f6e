package org.greensweep.jobs.mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.greensweep.hardware.ConvolutionProblem;
import org.greensweep.hardware.Zeros;
import org.greensweep.jobs.conf.Nearest;
import org.greensweep.network.UserError;

/**
 * A convolution written as {@code N=1 M=96 C=3 P=55 Q=55 R=11 S=11 stride=4}: loops by letter,
 * {@code stride} and {@code dilation} for both axes or as rows x columns ({@code stride=2x1}), 1
 * where nothing is said.
 */
public final class LayerDimensions {
  static final List<String> LETTERS = List.of("G", "N", "M", "C", "P", "Q", "R", "S");
  private static final List<String> KEYS =
      List.of("G", "N", "M", "C", "P", "Q", "R", "S", "stride", "dilation");

  private LayerDimensions() {}

  /**
   * @param place what the text was given with, for errors
   */
  public static ConvolutionProblem parse(
      String place, String text, WordWidths widths, Zeros zeros) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String word : text.strip().split("[\\s,]+")) {
      String[] sides = word.split("=", -1);
      if (sides.length != 2) {
        throw new UserError(
            "%s: cannot read '%s'; write it like 'N=1 M=96 C=3 P=55 Q=55 R=11 S=11 stride=4'"
                .formatted(place, word));
      }
      if (!KEYS.contains(sides[0])) {
        throw Nearest.unknown(place, "dimension", sides[0], KEYS);
      }
      if (given.put(sides[0], sides[1]) != null) {
        throw new UserError(place + ": " + sides[0] + " is given twice; remove one");
      }
    }
    int[] extents = new int[LETTERS.size()];
    for (int index = 0; index < extents.length; index++) {
      String letter = LETTERS.get(index);
      extents[index] = extent(place, letter, given.getOrDefault(letter, "1"));
    }
    return problem(
        extents,
        pair(place, "stride", given.getOrDefault("stride", "1")),
        pair(place, "dilation", given.getOrDefault("dilation", "1")),
        widths,
        zeros);
  }

  static ConvolutionProblem problem(
      int[] extents, int[] stride, int[] dilation, WordWidths widths, Zeros zeros) {
    return new ConvolutionProblem(
        extents[0],
        extents[1],
        extents[2],
        extents[3],
        extents[4],
        extents[5],
        extents[6],
        extents[7],
        stride[0],
        stride[1],
        dilation[0],
        dilation[1],
        widths.weights(),
        widths.inputs(),
        widths.outputBits(),
        widths.partialSumBits(),
        zeros.inputs(),
        zeros.weights());
  }

  private static int[] pair(String place, String key, String text) {
    String[] sides = text.split("x", -1);
    if (sides.length > 2) {
      throw new UserError(
          "%s: %s is '%s'; write one number, or rows x columns as in %s=2x1"
              .formatted(place, key, text, key));
    }
    return new int[] {extent(place, key, sides[0]), extent(place, key, sides[sides.length - 1])};
  }

  static int extent(String place, String key, String text) {
    if (!text.matches("-?[0-9]+")) {
      throw new UserError(
          "%s: %s is '%s'; it must be a whole number of at least 1".formatted(place, key, text));
    }
    boolean fits = text.length() <= String.valueOf(Integer.MAX_VALUE).length() + 1;
    long value = fits ? Long.parseLong(text) : Long.MAX_VALUE;
    if (text.startsWith("-") || value < 1 || value > Integer.MAX_VALUE) {
      throw new UserError(
          "%s: %s is %s; it must be 1 to %d".formatted(place, key, text, Integer.MAX_VALUE));
    }
    return (int) value;
  }
}
