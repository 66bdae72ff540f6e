package org.greensweep.jobs.spark;

import org.jspecify.annotations.Nullable;

/**
 * One line of the table at the end of a sweep; {@code null} where a configuration failed or was not
 * measured.
 */
public record SweepResult(
    String network,
    String precision,
    String dataflow,
    long resolution,
    String accelerator,
    long batch,
    double inputZeroFraction,
    double weightZeroFraction,
    @Nullable String failure,
    @Nullable Long macs,
    @Nullable Double energyJ,
    @Nullable Double latencyS,
    @Nullable Double hostMedianS,
    @Nullable Double hostLowS,
    @Nullable Double hostHighS,
    @Nullable Double footprintG,
    @Nullable String equivalent) {}
