package org.greensweep.jobs.measure;

import java.time.Instant;
import org.greensweep.catalog.Row;
import org.greensweep.inference.Host;
import org.greensweep.jobs.sweep.Measurements;
import org.greensweep.jobs.sweep.Preparation;
import org.greensweep.jobs.sweep.SweepSource;

/**
 * The latency of one point of a sweep's grid, as a row of table {@code measurements}.
 *
 * @param sweepId the run that the row belongs to
 * @param index the point
 */
public record Workload(SweepSource source, String sweepId, long index) implements Measurement<Row> {
  @Override
  public Row take() {
    var sweep = source.sweep();
    var prepared = new Preparation(sweep).prepare(index);
    return Measurements.measure(sweepId, sweep, prepared, Host.describe(), Instant.now());
  }
}
