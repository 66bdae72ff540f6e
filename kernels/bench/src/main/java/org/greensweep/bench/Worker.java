package org.greensweep.bench;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The process of one contestant: obeys {@link WorkerProcess} over its standard streams until they
 * close. Idle, it only waits.
 */
public final class Worker {
  private static final double NANOS_PER_SECOND = 1e9;

  /** One period of warm-up, but at least so many runs. */
  private static final double PERIOD_SECONDS = 0.4;

  private static final int PERIOD_RUNS = 3;

  /** Warm-up ends after so many periods in a row, none faster by more than this ... */
  private static final int STEADY_PERIODS = 4;

  private static final double FASTER = 0.98;

  /** ... and in each of which the JVM finished no more compiling than this, with C2 idle after. */
  private static final long STEADY_COMPILING_MILLISECONDS = 20;

  /**
   * Share of a run's time that its only thread has a processor, where no other program takes it.
   */
  private static final double ALONE = 0.98;

  private final Contestant contestant;
  private final Pace pace;
  private @Nullable Work work;

  private Worker(Contestant contestant) {
    this.contestant = contestant;
    this.pace = new Pace(contestant.threads());
  }

  /** The one argument names the contestant. */
  public static void main(String[] arguments) throws IOException {
    try (DataInputStream in = new DataInputStream(new FileInputStream(FileDescriptor.in));
        OutputStream stream = new FileOutputStream(FileDescriptor.out);
        DataOutputStream out = new DataOutputStream(stream)) {
      new Worker(Contestant.parse(arguments[0])).obey(in, out);
    }
  }

  private void obey(DataInputStream in, DataOutputStream out) throws IOException {
    for (int command = in.read(); command >= 0; command = in.read()) {
      String argument = in.readUTF();
      try {
        switch (WorkerProcess.Command.values()[command]) {
          case DESCRIBE -> reply(out, description());
          case PREPARE -> {
            prepare(Subject.parse(argument));
            reply(out, "");
          }
          case ANSWER -> {
            float[] answer = ready().answer();
            reply(out, "");
            out.writeInt(answer.length);
            for (float value : answer) {
              out.writeFloat(value);
            }
          }
          case WARM_UP -> {
            warmUp(Double.parseDouble(argument));
            reply(out, "");
          }
          case TIME -> reply(out, time(Double.parseDouble(argument)).toString());
        }
      } catch (RuntimeException e) {
        out.writeBoolean(false);
        out.writeUTF(e.toString());
      }
    }
  }

  private static void reply(DataOutputStream out, String text) throws IOException {
    out.writeBoolean(true);
    out.writeUTF(text);
  }

  private static String description() {
    return String.join(
        " ",
        System.getProperty("java.vm.name"),
        Runtime.version().toString(),
        String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()));
  }

  private void prepare(Subject subject) {
    if (work != null) {
      work.close();
      work = null;
    }
    work = contestant.engine().prepare(subject, contestant.precision(), contestant.threads());
    work.run();
  }

  /** C2 may take seconds to replace the last slow loop; a native engine is as fast at once. */
  private void warmUp(double longestSeconds) {
    double fastest = Double.POSITIVE_INFINITY;
    double spent = 0;
    int steady = 0;
    while (steady < STEADY_PERIODS && spent < longestSeconds) {
      double periodFastest = Double.POSITIVE_INFINITY;
      double period = 0;
      long compiling = compilingMilliseconds();
      pace.isFull(); // learns what full pace is
      roundTrip(); // is compiled
      for (int run = 0; run < PERIOD_RUNS || period < PERIOD_SECONDS; run++) {
        double elapsed = seconds();
        periodFastest = Math.min(periodFastest, elapsed);
        period += elapsed;
      }
      boolean compiled =
          compilingMilliseconds() - compiling > STEADY_COMPILING_MILLISECONDS
              || CompilerQueue.isBusy();
      steady = compiled || periodFastest < FASTER * fastest ? 0 : steady + 1;
      fastest = Math.min(fastest, periodFastest);
      spent += period;
    }
  }

  private static long compilingMilliseconds() {
    return ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
  }

  /**
   * The fastest run among as many as take {@code seconds} together, those at full pace first: what
   * others on the machine take from a run is no property of the code. One run before them is not
   * timed: it finds the data of the contestant before in the caches.
   */
  private Slice time(double seconds) {
    return contestant.threads() == 1 ? timeRuns(seconds) : timeTogether(seconds);
  }

  private Slice timeRuns(double seconds) {
    ready().run();
    double fastest = Double.POSITIVE_INFINITY;
    double undisturbed = Double.POSITIVE_INFINITY;
    double spent = 0;
    boolean before = pace.isFull();
    while (spent < seconds) {
      long busy = threadNanoseconds();
      double elapsed = seconds();
      boolean alone = threadNanoseconds() - busy >= ALONE * elapsed * NANOS_PER_SECOND;
      boolean after = pace.isFull();
      fastest = Math.min(fastest, elapsed);
      if (before && after && alone) {
        undisturbed = Math.min(undisturbed, elapsed);
      }
      before = after;
      spent += elapsed;
    }
    boolean any = undisturbed < Double.POSITIVE_INFINITY;
    return new Slice(any ? undisturbed : fastest, any, 0);
  }

  /**
   * Of several threads, which wait for each other and which a look at the pace between two runs
   * would put to sleep: they run without a pause, and the pace, and how far apart their processors
   * are, is looked at before and behind.
   */
  private Slice timeTogether(double seconds) {
    double tripBefore = roundTrip();
    boolean before = pace.isFull();
    ready().run();
    double fastest = Double.POSITIVE_INFINITY;
    double spent = 0;
    while (spent < seconds) {
      double elapsed = seconds();
      fastest = Math.min(fastest, elapsed);
      spent += elapsed;
    }
    boolean full = before && pace.isFull();
    double trip = roundTrip();
    boolean known = Double.isFinite(trip) && Double.isFinite(tripBefore);
    boolean stayed = known && RoundTrip.isApart(trip) == RoundTrip.isApart(tripBefore);
    return new Slice(fastest, full && stayed, trip);
  }

  private double roundTrip() {
    return contestant.threads() == 1 ? 0 : RoundTrip.nanoseconds();
  }

  /** Processor time of this thread. */
  private static long threadNanoseconds() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Of one run. */
  private double seconds() {
    Work timed = ready();
    long start = System.nanoTime();
    timed.run();
    return (System.nanoTime() - start) / NANOS_PER_SECOND;
  }

  private Work ready() {
    if (work == null) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "%s has prepared nothing yet", contestant));
    }
    return work;
  }
}
