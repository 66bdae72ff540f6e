package org.greensweep.jobs.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.greensweep.jobs.Main;
import picocli.CommandLine;

/** What a command said, run without a process of its own. */
record CommandRun(int exitCode, String out, String err) {
  static CommandRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    int exitCode = commandLine.execute(arguments);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }
}
