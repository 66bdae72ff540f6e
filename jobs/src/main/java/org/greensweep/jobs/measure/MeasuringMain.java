package org.greensweep.jobs.measure;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import org.greensweep.inference.Host;
import org.greensweep.jobs.sweep.Measurements;
import org.greensweep.jobs.sweep.Preparation;

/**
 * The other end of a {@link MeasuringProcess}: reads requests from standard input and answers each
 * with a row on standard output, until the input ends.
 */
final class MeasuringMain {
  private MeasuringMain() {}

  public static void main(String[] arguments) throws IOException, ClassNotFoundException {
    ObjectOutputStream answers =
        new ObjectOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    // Whatever else is printed must not get between the answers.
    System.setOut(System.err);
    answers.flush();
    try (ObjectInputStream requests = new ObjectInputStream(new BufferedInputStream(System.in))) {
      while (true) {
        answers.writeUnshared(answer((MeasuringProcess.Request) requests.readUnshared()));
        answers.reset();
        answers.flush();
      }
    } catch (EOFException e) {
      // Nobody asks any more.
    }
  }

  private static Object answer(MeasuringProcess.Request request) {
    var sweep = request.source().sweep();
    var prepared = new Preparation(sweep).prepare(request.index());
    return Measurements.measure(request.sweepId(), sweep, prepared, Host.describe(), Instant.now());
  }
}
