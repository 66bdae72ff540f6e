package org.greensweep.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A contestant in a process of its own, driven from here: what it is asked takes no time of another
 * contestant, which waits meanwhile.
 */
final class WorkerProcess implements AutoCloseable {
  /** What a {@link Worker} can be asked; each with one text. */
  enum Command {
    DESCRIBE,
    PREPARE,
    ANSWER,
    WARM_UP,
    TIME
  }

  private static final long EXIT_SECONDS = 10;

  /** Variables that make a peer take the code of another CPU. */
  private static final Set<String> FORCED =
      Set.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "ONEDNN_MAX_CPU_ISA");

  private final Contestant contestant;
  private final Process process;
  private final DataOutputStream out;
  private final DataInputStream in;

  private WorkerProcess(Contestant contestant, Process process) {
    this.contestant = contestant;
    this.process = process;
    this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    this.in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
  }

  /** Starts the process on the JDK in {@code home}; what it prints goes to {@code log}. */
  static WorkerProcess start(Contestant contestant, Path home, Path log) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin").resolve("java").toString());
    command.addAll(flags(contestant));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Worker.class.getName(),
            contestant.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    String threads = Integer.toString(contestant.threads());
    builder.environment().put("OMP_NUM_THREADS", threads);
    builder.environment().put("OPENBLAS_NUM_THREADS", threads);
    // A peer runs the code that it chooses for this CPU, whatever the shell forces upon it.
    builder.environment().keySet().removeAll(FORCED);
    File file = log.toFile();
    builder.redirectError(ProcessBuilder.Redirect.appendTo(file));
    try {
      return new WorkerProcess(contestant, builder.start());
    } catch (IOException e) {
      throw new IllegalStateException("cannot start " + command.get(0) + ": " + e.getMessage(), e);
    }
  }

  /** What the JVM of {@code contestant} is started with. */
  static List<String> flags(Contestant contestant) {
    List<String> flags = new ArrayList<>(List.of("-XX:+UseParallelGC"));
    if (contestant.engine() == Engine.JAVA) {
      flags.add("--add-modules=jdk.incubator.vector");
    } else if (contestant.engine() == Engine.JAVA_SCALAR) {
      flags.add("-Dgreensweep.vector-bits=0");
    } else {
      flags.add("--enable-native-access=ALL-UNNAMED");
    }
    return flags;
  }

  Contestant contestant() {
    return contestant;
  }

  /** Its JVM, in words. */
  String description() {
    return ask(Command.DESCRIBE, "");
  }

  void prepare(Subject subject) {
    ask(Command.PREPARE, subject.toString());
  }

  float[] answer() {
    try {
      ask(Command.ANSWER, "");
      float[] answer = new float[in.readInt()];
      for (int i = 0; i < answer.length; i++) {
        answer[i] = in.readFloat();
      }
      return answer;
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** Runs until it gets no faster, at most so long. */
  void warmUp(double longestSeconds) {
    ask(Command.WARM_UP, Double.toString(longestSeconds));
  }

  /** A turn of as many runs as take {@code seconds} together. */
  Slice time(double seconds) {
    return Slice.parse(ask(Command.TIME, Double.toString(seconds)));
  }

  private String ask(Command command, String text) {
    try {
      out.write(command.ordinal());
      out.writeUTF(text);
      out.flush();
      boolean done = in.readBoolean();
      String reply = in.readUTF();
      if (!done) {
        throw new IllegalStateException(contestant + ", " + command + " " + text + ": " + reply);
      }
      return reply;
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private IllegalStateException lost(IOException cause) {
    return new IllegalStateException("the process of " + contestant + " ended; see its log", cause);
  }

  /** Ends the process. */
  @Override
  public void close() {
    try {
      out.close();
      if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
