package org.greensweep.hardware;

import org.jspecify.annotations.Nullable;

/**
 * The eight loops of a grouped convolution, with the letters of the literature (Chen 2016, Timeloop
 * 2019).
 */
public enum Dimension {
  GROUPS('G'),
  BATCH('N'),
  /** Output channels of one group. */
  OUTPUT_CHANNELS('M'),
  /** Input channels of one group. */
  INPUT_CHANNELS('C'),
  OUTPUT_ROWS('P'),
  OUTPUT_COLUMNS('Q'),
  FILTER_ROWS('R'),
  FILTER_COLUMNS('S');

  static final int COUNT = 8;
  static final int G = 0;
  static final int N = 1;
  static final int M = 2;
  static final int C = 3;
  static final int P = 4;
  static final int Q = 5;
  static final int R = 6;
  static final int S = 7;

  private static final Dimension[] ALL = values();

  private final char symbol;

  Dimension(char symbol) {
    this.symbol = symbol;
  }

  public char symbol() {
    return symbol;
  }

  /** Bit {@code d} is set when the letters hold that of dimension {@code d}. */
  static int mask(@Nullable String symbols) {
    int mask = 0;
    for (Dimension dimension : ALL) {
      mask |=
          symbols != null && symbols.indexOf(dimension.symbol) >= 0 ? 1 << dimension.ordinal() : 0;
    }
    return mask;
  }

  static Dimension at(int ordinal) {
    return ALL[ordinal];
  }
}
