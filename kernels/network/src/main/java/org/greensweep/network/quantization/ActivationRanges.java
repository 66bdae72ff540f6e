package org.greensweep.network.quantization;

import org.greensweep.network.NumberFormat;

/** How the value of each node of a network is held in an integer format: chosen by calibration. */
@FunctionalInterface
public interface ActivationRanges {
  /** The quantization of node number {@code node} in {@code format}. */
  TensorQuantization of(int node, NumberFormat format);
}
