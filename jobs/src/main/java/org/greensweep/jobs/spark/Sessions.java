package org.greensweep.jobs.spark;

import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Starts Spark with what the tables need; what a cluster's own configuration sets is left alone.
 */
final class Sessions {
  private static final String LOCAL = "local[*]";
  private static final String LOCAL_SHUFFLE_PARTITIONS = "4";

  private Sessions() {}

  /**
   * @param master a Spark master URL, or {@code null} for what spark-submit set, else every core of
   *     this machine
   * @param applicationJar the jar that executors need when Greensweep was not started by
   *     spark-submit
   */
  static SparkSession start(@Nullable String master, @Nullable Path applicationJar) {
    SparkConf conf = new SparkConf().setAppName("greensweep");
    if (master != null) {
      conf.setMaster(master);
    }
    conf.setIfMissing("spark.master", LOCAL);
    conf.set("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension");
    conf.set("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    // A log of a few files needs no more; the default of 50 costs seconds per commit.
    conf.setIfMissing("spark.databricks.delta.snapshotPartitions", "1");
    if (conf.get("spark.master").startsWith("local")) {
      conf.setIfMissing("spark.ui.enabled", "false");
      conf.setIfMissing("spark.sql.shuffle.partitions", LOCAL_SHUFFLE_PARTITIONS);
      // A sweep's rows are few and its work is in our own functions: compiling each query, or
      // planning it anew while it runs, costs more than it saves.
      conf.setIfMissing("spark.sql.codegen.wholeStage", "false");
      conf.setIfMissing("spark.sql.codegen.factoryMode", "NO_CODEGEN");
      conf.setIfMissing("spark.sql.adaptive.enabled", "false");
      // Tasks of a sweep take milliseconds to seconds; a local run has no other machine to wait
      // for.
      conf.setIfMissing("spark.locality.wait", "0s");
      conf.setIfMissing("spark.driver.host", "localhost");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    } else if (applicationJar != null) {
      conf.setIfMissing("spark.jars", applicationJar.toString());
    }
    return SparkSession.builder().config(conf).getOrCreate();
  }
}
