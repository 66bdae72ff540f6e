package org.greensweep.jobs.measure;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

/**
 * The other end of a {@link MeasuringProcess}: reads measurements from standard input, takes them
 * and answers each on standard output, until the input ends.
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
        answers.writeUnshared(((Measurement<?>) requests.readUnshared()).take());
        answers.reset();
        answers.flush();
      }
    } catch (EOFException e) {
      // Nobody asks any more.
    }
  }
}
