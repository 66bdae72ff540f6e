import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.channels.AbstractChannel;
import org.rapaio.jupyter.kernel.channels.Channels;
import org.rapaio.jupyter.kernel.channels.ControlChannel;
import org.rapaio.jupyter.kernel.channels.ShellChannel;
import org.rapaio.jupyter.kernel.core.ConnectionProperties;
import org.rapaio.jupyter.kernel.core.Transform;

/**
 * Starts the Java kernel of Jupyter so that it listens for questions only when it can answer them.
 *
 * <p>rapaio-jupyter-kernel 3.0.1 listens before it has set up its handlers. A client that asks in between (every client asks at
 * once, and on a busy machine it often hits) ends the listening thread with a NullPointerException: the kernel never answers.
 */
public final class PatientKernel {
  private PatientKernel() {}

  /** Runs until the client shuts it down; the argument is Jupyter's connection file. */
  public static void main(String[] arguments) throws Exception {
    Logger.getLogger("").setLevel(Level.WARNING);
    ConnectionProperties connection =
        Transform.fromJson(Files.readString(Path.of(arguments[0])), ConnectionProperties.class);
    Channels kernel = new Channels(connection);
    Field listed = Channels.class.getDeclaredField("channels");
    listed.setAccessible(true);
    Set<AbstractChannel> all = new HashSet<>();
    Set<AbstractChannel> answering = new HashSet<>();
    for (Object channel : (Set<?>) listed.get(kernel)) {
      all.add((AbstractChannel) channel);
      if (channel instanceof ShellChannel || channel instanceof ControlChannel) {
        answering.add((AbstractChannel) channel);
      }
    }
    Set<AbstractChannel> others = new HashSet<>(all);
    others.removeAll(answering);

    // connect() opens the listed channels first and sets up the handlers last.
    listed.set(kernel, others);
    kernel.connect(MainApp.kernel);
    listed.set(kernel, all);
    for (AbstractChannel channel : answering) {
      channel.bind(connection);
    }
    kernel.joinUntilClose();
  }
}
