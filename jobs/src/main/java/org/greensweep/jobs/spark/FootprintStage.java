package org.greensweep.jobs.spark;

import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.greensweep.catalog.Tables;
import org.greensweep.jobs.sweep.SweepFootprints;
import org.greensweep.jobs.sweep.SweepSource;

/** Modelled joules to grams of CO2e, one row per evaluation, region and functional unit. */
final class FootprintStage {
  private FootprintStage() {}

  /**
   * @param evaluations columns evaluation_key, energy_j and latency_s
   */
  static Dataset<Row> footprints(
      Dataset<Row> evaluations, Broadcast<SweepSource> source, String sweepId) {
    return evaluations.mapPartitions(
        new Compute(source, sweepId), Schemas.encoder(Tables.FOOTPRINTS));
  }

  private record Compute(Broadcast<SweepSource> source, String sweepId)
      implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> evaluations) {
      SweepFootprints footprints = new SweepFootprints(source.value().sweep());
      return Iterators.stream(evaluations)
          .flatMap(
              row ->
                  footprints
                      .rows(sweepId, row.getString(0), row.getDouble(1), row.getDouble(2))
                      .stream())
          .map(Schemas::sparkRow)
          .iterator();
    }
  }
}
