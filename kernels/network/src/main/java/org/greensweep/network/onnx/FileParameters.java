package org.greensweep.network.onnx;

import java.util.List;
import java.util.Map;
import org.greensweep.network.Network;
import org.greensweep.network.parameters.Parameters;
import org.greensweep.network.parameters.Role;

/** Parameters that lie in a file and are decoded when they are asked for. */
record FileParameters(Network network, List<Map<Role, ConstantTensor>> nodes)
    implements Parameters {
  @Override
  public float[] values(int node, Role role) {
    ConstantTensor tensor = nodes.get(node).get(role);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "layer " + network.nodes().get(node).name() + " has no " + role);
    }
    return tensor.values().floats();
  }
}
