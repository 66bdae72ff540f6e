package org.greensweep.inference;

import java.util.HashMap;
import java.util.Map;
import org.greensweep.inference.kernel.Quantization;

/**
 * How each node's value is held in int8: the least and the greatest value that one fp32 run over a
 * seeded input showed.
 */
final class Calibration {
  private final Map<Integer, Quantization> quantizations = new HashMap<>();

  void observe(int node, float[] values, int length) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
    quantizations.put(node, Quantization.covering(low, high));
  }

  Quantization of(int node) {
    Quantization found = quantizations.get(node);
    if (found == null) {
      throw new IllegalStateException("node " + node + " was not calibrated");
    }
    return found;
  }
}
