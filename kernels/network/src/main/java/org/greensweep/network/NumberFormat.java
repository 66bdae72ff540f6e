package org.greensweep.network;

/** How one number is stored and multiplied. */
public enum NumberFormat {
  FP32("fp32", 32),
  /**
   * Symmetric per output channel for weights, asymmetric per tensor for activations; ONNX
   * QuantizeLinear rounding.
   */
  INT8("int8", 8),
  /** -1 as bit 0 and +1 as bit 1, 64 to a word. */
  BINARY("binary", 1);

  private final String id;
  private final int bits;

  NumberFormat(String id, int bits) {
    this.id = id;
    this.bits = bits;
  }

  public String id() {
    return id;
  }

  public int bits() {
    return bits;
  }
}
