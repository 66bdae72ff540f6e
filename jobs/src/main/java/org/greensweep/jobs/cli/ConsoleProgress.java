package org.greensweep.jobs.cli;

import java.io.PrintWriter;
import java.util.function.LongSupplier;
import org.greensweep.jobs.spark.Progress;

/**
 * Progress for a person: on a terminal one line that moves, elsewhere a line every ten seconds, so
 * that a nightly log stays short.
 */
final class ConsoleProgress implements Progress {
  private static final long TERMINAL_PERIOD_NANOSECONDS = 200_000_000L;
  private static final long LOG_PERIOD_NANOSECONDS = 10_000_000_000L;
  private static final double NANOSECONDS_PER_SECOND = 1e9;

  private final PrintWriter out;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private String name = "";
  private String unit = "";
  private long total;
  private long begun;
  private long shown;

  /**
   * @param terminal whether {@code out} is a terminal whose line can be written over
   * @param nanoTime the clock
   */
  ConsoleProgress(PrintWriter out, boolean terminal, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized void begin(String newName, String newUnit, long newTotal) {
    name = newName;
    unit = newUnit;
    total = newTotal;
    begun = nanoTime.getAsLong();
    shown = begun;
    show("%-12s %,d %s".formatted(name, total, unit));
  }

  @Override
  public synchronized void done(long count) {
    long now = nanoTime.getAsLong();
    long period = terminal ? TERMINAL_PERIOD_NANOSECONDS : LOG_PERIOD_NANOSECONDS;
    if (now - shown >= period) {
      shown = now;
      double elapsed = (now - begun) / NANOSECONDS_PER_SECOND;
      double left = count == 0 ? 0 : elapsed / count * (total - count);
      show("%-12s %,d of %,d %s, %s left".formatted(name, count, total, unit, duration(left)));
    }
  }

  @Override
  public synchronized void end(String outcome) {
    double seconds = (nanoTime.getAsLong() - begun) / NANOSECONDS_PER_SECOND;
    show("%-12s %s (%s)".formatted(name, outcome, duration(seconds)));
    if (terminal) {
      out.println();
      out.flush();
    }
  }

  private void show(String line) {
    if (terminal) {
      // Back to the line's start, the text, and nothing behind it.
      out.print("\r" + line + "\u001b[K");
    } else {
      out.println(line);
    }
    out.flush();
  }

  static String duration(double seconds) {
    long rounded = Math.round(seconds);
    return rounded < 60 ? rounded + " s" : "%d min %d s".formatted(rounded / 60, rounded % 60);
  }
}
