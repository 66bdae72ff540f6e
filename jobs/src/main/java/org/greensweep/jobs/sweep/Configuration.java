package org.greensweep.jobs.sweep;

/**
 * One point of a sweep's grid.
 *
 * @param accelerator name of the accelerator among those of the sweep
 * @param resolution input height and width in pixels
 * @param inputZeroFraction fraction of input activations that are zero, 0 to below 1
 * @param weightZeroFraction fraction of weights that are zero, 0 to below 1
 */
public record Configuration(
    String network,
    String precision,
    String dataflow,
    int resolution,
    String accelerator,
    int batch,
    double inputZeroFraction,
    double weightZeroFraction,
    String runtime) {}
