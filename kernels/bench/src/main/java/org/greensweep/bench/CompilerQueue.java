package org.greensweep.bench;

import java.lang.management.ManagementFactory;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What the JVM still means to compile by C2. Compilation times do not tell: they count when a
 * method is done, and beside other processes a large one takes seconds.
 */
final class CompilerQueue {
  /** A task in hand or waiting: its number, marks, level 4 (C2), method and size. */
  private static final Pattern TASK =
      Pattern.compile("^(C2 CompilerThread\\d+ +)?\\d+ [ %!bsn]*4 .*bytes\\)", Pattern.MULTILINE);

  private CompilerQueue() {}

  /** Whether C2 compiles a method or has one waiting; false on a JVM that does not tell. */
  static boolean isBusy() {
    try {
      return isBusy(text());
    } catch (JMException e) {
      return false;
    }
  }

  /** What {@code jcmd Compiler.queue} prints. */
  static String text() throws JMException {
    ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
    return ManagementFactory.getPlatformMBeanServer()
        .invoke(commands, "compilerQueue", null, null)
        .toString();
  }

  /** The same by what the command prints. */
  static boolean isBusy(String queue) {
    return TASK.matcher(queue).find();
  }
}
