package org.greensweep.inference;

import java.util.ArrayList;
import java.util.List;
import org.greensweep.inference.Layout.Order;
import org.greensweep.inference.Slot.Storage;
import org.greensweep.network.Layer;
import org.greensweep.network.Node;
import org.greensweep.network.Shape;
import org.greensweep.network.Standardization;
import org.greensweep.network.TransposedConvolution;
import org.greensweep.network.parameters.Role;
import org.greensweep.network.tensor.TensorKernel;
import org.greensweep.network.tensor.TensorKernels;
import org.greensweep.network.tensor.Values;

/** Steps of the general tensor operators: plain loops over rows, in fp32. */
final class TensorSteps {
  private final Compiler compiler;

  TensorSteps(Compiler compiler) {
    this.compiler = compiler;
  }

  /** Adds the step of {@code node}, at index {@code index}; returns where it leaves its value. */
  Slot add(int index, Node node) {
    Shape input = compiler.node(node.inputs().get(0)).output();
    TensorKernel kernel = TensorKernels.of(node.layer(), input).orElseThrow();
    List<Slot> from =
        node.inputs().stream().map(in -> compiler.floatsOf(in, Order.ROW_MAJOR)).toList();
    List<Values> parameters = parameters(index, node.layer());
    Slot to = new Slot(Storage.FLOATS, compiler.elements(index));
    compiler
        .memory()
        .add(
            from,
            List.of(to),
            () -> {
              List<Values> all = new ArrayList<>();
              from.forEach(slot -> all.add(Values.of(slot.floats())));
              all.addAll(parameters);
              Values[] inputs = all.toArray(Values[]::new);
              Values output = Values.of(to.floats());
              return new Step(
                  index, kernel.parts(), (part, scratch) -> kernel.run(part, inputs, output));
            });
    return to;
  }

  private List<Values> parameters(int index, Layer layer) {
    List<Role> roles = List.of();
    if (layer instanceof Standardization normalization) {
      roles = normalization.bias() ? List.of(Role.GAMMA, Role.BETA) : List.of(Role.GAMMA);
    } else if (layer instanceof TransposedConvolution convolution) {
      roles = convolution.bias() ? List.of(Role.WEIGHTS, Role.BIAS) : List.of(Role.WEIGHTS);
    }
    return roles.stream().map(role -> Values.of(compiler.parameters(index, role))).toList();
  }
}
