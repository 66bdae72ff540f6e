package org.greensweep.network.onnx;

/** How one of the standard's operators becomes layers. */
@FunctionalInterface
interface Operator {
  /**
   * Adds layers for {@code node}, whose inputs are all known, and defines its outputs; a {@link
   * org.greensweep.network.UserError} for what does not fit, an {@link UnsupportedException} for
   * what is right but not supported.
   */
  void map(OnnxNode node, GraphBuilder graph);
}
