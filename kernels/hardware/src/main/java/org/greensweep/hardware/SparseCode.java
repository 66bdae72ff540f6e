package org.greensweep.hardware;

import org.greensweep.network.UserError;

/** A code for arrays of which many values are zero: closed form, and by encoding real values. */
public sealed interface SparseCode permits RunLengthCode, BitmaskCode, CoordinateCode {
  /** Bits of {@code values} when coded. */
  long encodedBits(int[] values);

  /** Expected bits per value where each is non-zero with probability {@code density}. */
  double expectedBits(double density);

  /**
   * The code called {@code id}, for values of {@code valueBits}: {@code run-length} as on Eyeriss,
   * {@code bitmask} or {@code coordinate}.
   */
  static SparseCode of(String id, int valueBits) {
    return switch (id) {
      case "run-length" ->
          // As many pairs as fit the word of 64 bits, as Eyeriss packs three of 16 bits.
          new RunLengthCode(5, valueBits, 64, Math.max(1, 64 / (5 + valueBits)));
      case "bitmask" -> new BitmaskCode(valueBits);
      case "coordinate" -> new CoordinateCode(valueBits, 8);
      default ->
          throw new UserError(
              "Unknown compression '%s'; valid are run-length, bitmask, coordinate".formatted(id));
    };
  }
}
