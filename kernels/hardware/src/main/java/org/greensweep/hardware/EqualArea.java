package org.greensweep.hardware;

import java.util.Objects;

/**
 * Memory of one dataflow in a study that gives every dataflow the same area instead of the same
 * memories (Chen 2016, VI.B): what the register files save, the buffer gets.
 */
public record EqualArea(String dataflow, long registerFileBytes, long bufferBytes, String source) {
  public EqualArea {
    dataflow = Objects.requireNonNullElse(dataflow, "");
    source = Objects.requireNonNullElse(source, "");
    Check.text("Equal area: dataflow", dataflow);
    Check.positive("Equal area, " + dataflow + ": buffer in bytes", bufferBytes);
    Check.notNegative("Equal area, " + dataflow + ": register file in bytes", registerFileBytes);
    Check.capacity("Equal area, " + dataflow + ": buffer", bufferBytes);
    Check.capacity("Equal area, " + dataflow + ": register file", registerFileBytes);
    Check.text("Equal area, " + dataflow + ": source", source);
  }
}
