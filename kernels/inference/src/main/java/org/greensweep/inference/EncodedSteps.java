package org.greensweep.inference;

import org.greensweep.inference.Compiler.Made;
import org.greensweep.inference.kernel.CodeSteps;
import org.greensweep.inference.kernel.Int8Convolution;
import org.greensweep.inference.kernel.Quantization;
import org.greensweep.network.Layer;
import org.greensweep.network.NumberFormat;
import org.jspecify.annotations.Nullable;

/**
 * One step for an integer layer and the smooth activation behind it, where only codes of the
 * activation are read and they are so few that they are steps of the layer's sums.
 */
final class EncodedSteps {
  private final Compiler compiler;
  private final MacSteps macSteps;
  private final int threads;

  EncodedSteps(Compiler compiler, MacSteps macSteps, int threads) {
    this.compiler = compiler;
    this.macSteps = macSteps;
    this.threads = threads;
  }

  /** The step that makes the codes of {@code activation}; null where it is made apart. */
  @Nullable Made add(Fusion activation) {
    NumberFormat format = macSteps.codes(activation);
    if (!(compiler.node(activation.root()).layer() instanceof Layer.Activation layer)
        || format == null
        || compiler.storesAll()
        || compiler.codeReaders().needFloats(activation.output())) {
      return null;
    }
    Fusion first = compiler.unshared(compiler.inputOf(activation.root()));
    Quantization output = compiler.codeReaders().quantization(activation.output(), format);
    CodeSteps steps = CodeSteps.of(layer.function(), output);
    if (first == null || steps == null || !fits(first, activation)) {
      return null;
    }
    Int8Convolution.Parameters parameters = macSteps.integerParameters(first, output, steps);
    Int8Convolution kernel =
        compiler.kernels().int8Convolution(macSteps.shape(first), parameters, threads);
    return macSteps.addIntegers(first, kernel, activation);
  }

  private boolean fits(Fusion first, Fusion activation) {
    Layer layer = compiler.node(first.root()).layer();
    return (layer instanceof Layer.Convolution || layer instanceof Layer.Dense)
        && MacSteps.multipliesCodes(compiler.precision(first.root()))
        && first.residual() == Fusion.NONE
        && compiler.order(first.output()) == compiler.order(activation.output());
  }
}
