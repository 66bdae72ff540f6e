package org.greensweep.hardware;

import java.util.Objects;
import org.greensweep.network.UserError;

/**
 * How one data space is coded in DRAM: {@code run-length}, {@code bitmask} or {@code coordinate}. A
 * map whose code would be longer than the map stays as it is. Outputs are taken to have the zeros
 * of inputs, which they become; partial sums are never coded.
 */
public record Compression(DataSpace dataSpace, String code, String source) {
  public Compression {
    source = Objects.requireNonNullElse(source, "");
    if (dataSpace == null) {
      throw new UserError("Compression: data-space is missing; write weights, inputs or outputs");
    }
    code = Objects.requireNonNullElse(code, "");
    SparseCode.of(code, 16);
    Check.text("Compression of " + dataSpace.id() + ": source", source);
  }

  /** Coded bits over plain ones, at most 1. */
  double ratio(double zeros, int bits) {
    return Math.min(1, SparseCode.of(code, bits).expectedBits(1 - zeros) / bits);
  }
}
