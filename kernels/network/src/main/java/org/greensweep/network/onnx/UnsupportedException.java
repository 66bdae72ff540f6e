package org.greensweep.network.onnx;

/** A part of the standard that is not supported; the rest of the file may still be described. */
final class UnsupportedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param what in the form "with ..." that follows the operator's name, or nothing
   */
  UnsupportedException(String what) {
    super(what);
  }
}
