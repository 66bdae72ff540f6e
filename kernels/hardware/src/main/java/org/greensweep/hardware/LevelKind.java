package org.greensweep.hardware;

/** What a level of the accelerator is, outermost first. */
public enum LevelKind {
  DRAM,
  BUFFER,
  /** The wires of the PE array: words cross it, nothing is kept in it. */
  NETWORK,
  /** Memory of one PE. */
  REGISTER_FILE
}
