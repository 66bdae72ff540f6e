package org.greensweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.greensweep.catalog.Catalogue;
import org.greensweep.jobs.Launcher.Finished;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The quick sweep on a master and two workers on loopback, made of Maven's Spark jars, gives the
 * rows of a local run: modelled columns exactly, measured ones present.
 */
class ClusterIT {
  private static final String HOST = "127.0.0.1";
  private static final Path JAR = Path.of("target/greensweep.jar").toAbsolutePath();
  private static final Path SPARK_HOME = Path.of("target/spark-home").toAbsolutePath();

  private static final String MEASURING = "measurement-seconds: 2";

  /** Columns that a run leaves its own mark on. */
  private static final String OF_A_RUN = "sweep_id";

  private final List<Process> daemons = new ArrayList<>();
  @TempDir private Path folder;

  @AfterEach
  void stopWhatWasStarted() throws InterruptedException {
    for (Process daemon : daemons) {
      daemon.destroy();
      daemon.waitFor();
    }
  }

  @Test
  void theRowsAreThoseOfALocalRun() throws Exception {
    int port = freePort();
    String master = "spark://" + HOST + ":" + port;
    daemon(
        "master",
        "org.apache.spark.deploy.master.Master",
        "--host",
        HOST,
        "--port",
        "" + port,
        "--webui-port",
        "" + freePort());
    daemon(
        "worker-1",
        "org.apache.spark.deploy.worker.Worker",
        "--host",
        HOST,
        "--cores",
        "1",
        "--memory",
        "2g",
        "--webui-port",
        "" + freePort(),
        "--work-dir",
        folder.resolve("work-1").toString(),
        master);
    daemon(
        "worker-2",
        "org.apache.spark.deploy.worker.Worker",
        "--host",
        HOST,
        "--cores",
        "1",
        "--memory",
        "2g",
        "--webui-port",
        "" + freePort(),
        "--work-dir",
        folder.resolve("work-2").toString(),
        master);
    Path output = Files.createDirectories(folder.resolve("output"));
    // Its latencies are not looked at: two executors that share this machine disturb each other.
    String quick = Files.readString(Launcher.HOME.resolve("conf/sweeps/quick.yaml"));
    assertThat(quick).contains(MEASURING);
    Path sweep =
        Files.writeString(
            folder.resolve("quick.yaml"), quick.replace(MEASURING, "measurement-seconds: 0.1"));

    Finished submitted =
        Launcher.run(
            spark(
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                master,
                "--properties-file",
                Launcher.HOME.resolve("conf/spark-defaults.conf").toString(),
                "--conf",
                "spark.executor.memory=2g",
                "--conf",
                "spark.driver.host=" + HOST,
                "--conf",
                "spark.ui.enabled=false",
                "--class",
                "org.greensweep.jobs.Main",
                JAR.toString(),
                "sweep",
                sweep.toString(),
                "--output",
                output.toString()));
    assertThat(submitted.exitCode()).as(submitted.err() + logs()).isZero();
    assertThat(submitted.out()).contains("120 evaluated");

    // The project's own output: the notebooks read it afterwards, and a second run costs little.
    Finished local = Launcher.greensweep("sweep", "conf/sweeps/quick.yaml");
    assertThat(local.exitCode()).as(local.err()).isZero();

    try (Catalogue cluster = Catalogue.open(output.resolve("catalogue"));
        Catalogue here = Catalogue.open(Launcher.HOME.resolve("output/catalogue"))) {
      List<String> keys =
          rows(cluster, "select evaluation_key from evaluations order by 1").stream()
              .map(row -> row.substring(row.indexOf('=') + 1).strip())
              .toList();
      String only = "'" + String.join("','", keys) + "'";
      assertThat(keys).hasSize(120);
      for (String table : List.of("evaluations", "layers", "footprints")) {
        String sql =
            "select * exclude ("
                + OF_A_RUN
                + ") from "
                + table
                + " where evaluation_key in ("
                + only
                + ") order by all";
        assertThat(rows(cluster, sql)).as(table).isNotEmpty().isEqualTo(rows(here, sql));
      }
      assertThat(
              rows(
                  cluster,
                  "select measurement_key from measurements where status = 'ok' and samples >= 10"))
          .hasSize(24);
    }
  }

  private void daemon(String name, String... mainAndArguments) throws IOException {
    File log = folder.resolve(name + ".log").toFile();
    daemons.add(spark(mainAndArguments).redirectErrorStream(true).redirectOutput(log).start());
  }

  private String logs() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String name : List.of("master", "worker-1", "worker-2")) {
      text.append("\n--- ")
          .append(name)
          .append('\n')
          .append(Files.readString(folder.resolve(name + ".log")));
    }
    return text.toString();
  }

  /** A Spark main class on the class path that a Spark installation would have. */
  private ProcessBuilder spark(String... mainAndArguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(
            flag ->
                flag.startsWith("--add") || flag.startsWith("-Djdk.") || flag.startsWith("-Dio."))
        .forEach(command::add);
    command.add("-Dlog4j2.configurationFile=" + Launcher.HOME.resolve("conf/log4j2.xml"));
    command.add("-Dgreensweep.logs=" + folder.resolve("logs"));
    command.addAll(List.of("-Xmx1g", "-cp", SPARK_HOME + "/jars/*"));
    command.addAll(List.of(mainAndArguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SPARK_HOME", SPARK_HOME.toString());
    builder.environment().put("SPARK_LOCAL_IP", HOST);
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.directory(folder.toFile());
    return builder;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    }
  }

  private static List<String> rows(Catalogue catalogue, String sql) throws SQLException {
    try (Statement statement = catalogue.connection().createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        StringBuilder row = new StringBuilder();
        for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
          row.append(result.getMetaData().getColumnLabel(column))
              .append('=')
              .append(result.getString(column))
              .append(' ');
        }
        rows.add(row.toString());
      }
      return rows;
    }
  }
}
