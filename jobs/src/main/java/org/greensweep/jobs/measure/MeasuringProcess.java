package org.greensweep.jobs.measure;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM like this one that measures latencies and does nothing else. Compiled code depends on what
 * ran before it: beside Spark, or after a network of another precision, the same kernel can take
 * two to four times as long, which says nothing about the network.
 */
public final class MeasuringProcess implements AutoCloseable {
  private static final int LAST_LINES = 5;
  private static final double NANOSECONDS_PER_SECOND = 1e9;

  private final Process process;
  private final ObjectOutputStream requests;
  private final ObjectInputStream answers;
  private final Path errors;

  private MeasuringProcess(
      Process process, ObjectOutputStream requests, ObjectInputStream answers, Path errors) {
    this.process = process;
    this.requests = requests;
    this.answers = answers;
    this.errors = errors;
  }

  /** Starts the JVM: same program, class path, heap and modules as this one, without its agents. */
  public static MeasuringProcess start() throws IOException {
    Path errors = Files.createTempFile("greensweep-measure", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command()).redirectError(Redirect.to(errors.toFile()));
    // Among the arguments it would be too long for ONNX Runtime, which reads them.
    builder
        .environment()
        .put(
            "CLASSPATH", ownClasses() + File.pathSeparator + System.getProperty("java.class.path"));
    Process process = builder.start();
    try {
      ObjectOutputStream requests =
          new ObjectOutputStream(new BufferedOutputStream(process.getOutputStream()));
      requests.flush();
      ObjectInputStream answers =
          new ObjectInputStream(new BufferedInputStream(process.getInputStream()));
      return new MeasuringProcess(process, requests, answers, errors);
    } catch (IOException e) {
      process.destroyForcibly();
      throw new IOException("a JVM to measure in did not start: " + tail(errors), e);
    }
  }

  private static List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Not the agents, ports and properties of this JVM: only what decides how kernels run.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.matches("(--add-|-X|-Dgreensweep\\.|--enable-|--sun-).*"))
        .filter(flag -> !flag.matches("-XX:[+-]Use\\w+GC"))
        .forEach(command::add);
    // It collects on no thread of its own beside a run, and takes less fresh memory than others.
    command.add("-XX:+UseSerialGC");
    command.add(MeasuringMain.class.getName());
    return command;
  }

  /** The jar that this class came from: spark-submit's executors load it beside the class path. */
  private static String ownClasses() {
    try {
      return Path.of(
              MeasuringProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class comes from a jar or a folder", e);
    }
  }

  /**
   * Takes one measurement there.
   *
   * @throws IOException when the JVM ended instead, with what it said last
   */
  @SuppressWarnings("unchecked") // The other end answers with what the measurement found.
  public <T extends Serializable> T take(Measurement<T> measurement) throws IOException {
    try {
      requests.writeUnshared(measurement);
      requests.reset();
      requests.flush();
      return (T) answers.readUnshared();
    } catch (IOException e) {
      throw new IOException("the JVM that measures ended: " + tail(errors), e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("both JVMs have the same classes", e);
    }
  }

  /**
   * Processor time that this JVM has used so far, its start included; 0 where the operating system
   * does not tell, or no longer.
   */
  public double processorSeconds() {
    return process.info().totalCpuDuration().map(MeasuringProcess::seconds).orElse(0.0);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOSECONDS_PER_SECOND;
  }

  private static String tail(Path errors) {
    try {
      List<String> lines = Files.readAllLines(errors, StandardCharsets.UTF_8);
      return String.join(
          " | ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "its messages are lost";
    }
  }

  /** Ends the JVM; it holds nothing that is worth waiting for. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      Files.deleteIfExists(errors);
    } catch (IOException e) {
      errors.toFile().deleteOnExit();
    }
  }
}
