package org.greensweep.jobs.sweep;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processor time of this process, in seconds, with that of its finished child processes. */
final class ProcessorTime {
  private static final Path STAT = Path.of("/proc/self/stat");

  /** Linux shows times in hundredths of a second on every architecture that Java runs on. */
  private static final double TICKS_PER_SECOND = 100;

  private static final double NANOSECONDS_PER_SECOND = 1e9;

  /** Fields utime, stime, cutime and cstime of proc(5), counted behind the command's bracket. */
  private static final int FIRST_FIELD = 11;

  private static final int LAST_FIELD = 14;

  private ProcessorTime() {}

  /** Where there is no {@code /proc}, children are left out. */
  static double ofThisProcess() {
    try {
      return seconds(Files.readString(STAT));
    } catch (IOException e) {
      return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
          / NANOSECONDS_PER_SECOND;
    }
  }

  /** From the text of {@code /proc/self/stat}; the command in brackets may hold blanks. */
  static double seconds(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    double ticks = 0;
    for (int field = FIRST_FIELD; field <= LAST_FIELD; field++) {
      ticks += Long.parseLong(fields[field]);
    }
    return ticks / TICKS_PER_SECOND;
  }
}
