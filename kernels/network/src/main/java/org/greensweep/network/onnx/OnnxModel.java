package org.greensweep.network.onnx;

import java.util.List;
import java.util.stream.Collectors;
import org.greensweep.network.Network;
import org.greensweep.network.UserError;
import org.greensweep.network.parameters.Model;
import org.greensweep.network.parameters.Parameters;

/**
 * What a file holds.
 *
 * @param network all of it, or, where operators are not supported, the nodes that do not depend on
 *     them
 * @param inputs the network's inputs, in order
 * @param outputs its outputs, in order; none where operators are not supported
 * @param unsupported the operators that are not supported, by name
 */
public record OnnxModel(
    Network network,
    Parameters parameters,
    List<Port> inputs,
    List<Port> outputs,
    List<UnsupportedOperator> unsupported) {
  public OnnxModel {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    unsupported = List.copyOf(unsupported);
  }

  /**
   * An input or output as the file calls it.
   *
   * @param dims with every axis
   * @param type the format's name of the element type, such as {@code FLOAT}
   */
  public record Port(String name, List<Integer> dims, String type) {
    public Port {
      dims = List.copyOf(dims);
    }
  }

  /** The whole network with its parameters; a {@link UserError} where a part is not supported. */
  public Model model() {
    if (!unsupported.isEmpty()) {
      throw new UserError(network.name() + ": " + unsupportedText());
    }
    return new Model(network, parameters);
  }

  /** Which operators are not supported, where, and how many times. */
  public String unsupportedText() {
    return "operators that are not supported: "
        + unsupported.stream().map(String::valueOf).collect(Collectors.joining("; "));
  }
}
