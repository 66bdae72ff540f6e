package org.greensweep.hardware;

import java.util.Collection;
import java.util.Locale;

/** One of the three arrays that a convolution moves, and the loops that its elements depend on. */
public enum DataSpace {
  WEIGHTS('W', "GMCRS"),
  /** The input feature map; rows depend on P and R together, columns on Q and S. */
  INPUTS('I', "GNCPQRS"),
  /** The output feature map, and the partial sums on the way to it. */
  OUTPUTS('O', "GNMPQ");

  static final int COUNT = 3;
  static final int W = 0;
  static final int I = 1;
  static final int O = 2;

  private static final DataSpace[] ALL = values();

  private final char symbol;
  private final int relevant;

  DataSpace(char symbol, String dimensions) {
    this.symbol = symbol;
    int mask = 0;
    for (Dimension dimension : Dimension.values()) {
      if (dimensions.indexOf(dimension.symbol()) >= 0) {
        mask |= 1 << dimension.ordinal();
      }
    }
    this.relevant = mask;
  }

  /** Bit {@code ordinal} of every space among {@code spaces} is set. */
  static int mask(Collection<DataSpace> spaces) {
    int mask = 0;
    for (DataSpace space : spaces) {
      mask |= 1 << space.ordinal();
    }
    return mask;
  }

  public char symbol() {
    return symbol;
  }

  /** {@code weights}, {@code inputs}, {@code outputs}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean dependsOn(Dimension dimension) {
    return (relevant >> dimension.ordinal() & 1) != 0;
  }

  /**
   * Bit {@code d} is set when elements of the space of that ordinal depend on dimension {@code d}.
   */
  static int relevantMask(int space) {
    return ALL[space].relevant;
  }
}
