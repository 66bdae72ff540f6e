package org.greensweep.jobs.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.greensweep.jobs.Main;

/** What a command line answers: exit code, what it prints, what it complains of. */
record Answer(int exit, String out, String err) {
  static Answer to(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Answer(exit, out.toString(), err.toString());
  }
}
