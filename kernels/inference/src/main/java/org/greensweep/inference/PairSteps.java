package org.greensweep.inference;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.greensweep.inference.Compiler.Made;
import org.greensweep.inference.kernel.FloatConvolution;
import org.greensweep.inference.kernel.Int8Convolution;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.LayerPrecision;
import org.jspecify.annotations.Nullable;

/**
 * One step for a convolution and a depthwise one, where a kernel computes both and only the second
 * reads the first: the value between them is never stored. A smooth activation may lie between.
 */
final class PairSteps {
  private static final Set<Function> SMOOTH =
      EnumSet.of(
          Function.SIGMOID,
          Function.TANH,
          Function.HARD_SIGMOID,
          Function.HARD_SWISH,
          Function.SILU,
          Function.GELU);

  private final Compiler compiler;
  private final MacSteps macSteps;
  private final int threads;

  PairSteps(Compiler compiler, MacSteps macSteps, int threads) {
    this.compiler = compiler;
    this.macSteps = macSteps;
    this.threads = threads;
  }

  /** Two convolutions and what lies between them. */
  private record Pair(Fusion first, @Nullable Function between, Fusion second) {}

  /** The step that makes the value of {@code second}; null where it is better made alone. */
  @Nullable Made add(Fusion second) {
    Pair pair = pair(second);
    if (pair == null) {
      return null;
    }
    LayerPrecision precision = compiler.precision(second.root());
    if (!precision.equals(compiler.precision(pair.first.root()))) {
      return null;
    }
    if (MacSteps.multipliesCodes(precision)) {
      return addIntegers(pair);
    }
    return precision.equals(LayerPrecision.FP32) ? addFloat(pair) : null;
  }

  private @Nullable Pair pair(Fusion second) {
    // No kernel pairs others, and to prepare their weights for nothing takes time.
    boolean last = isConvolution(second) && macSteps.shape(second).depthwise();
    if (compiler.storesAll() || !last) {
      return null;
    }
    Fusion first = compiler.unshared(compiler.inputOf(second.root()));
    Function between = null;
    if (first != null
        && compiler.node(first.root()).layer() instanceof Layer.Activation activation
        && SMOOTH.contains(activation.function())) {
      between = activation.function();
      first = compiler.unshared(compiler.inputOf(first.root()));
    }
    return first != null && isConvolution(first) ? new Pair(first, between, second) : null;
  }

  private boolean isConvolution(Fusion fusion) {
    return compiler.node(fusion.root()).layer() instanceof Layer.Convolution
        && fusion.residual() == Fusion.NONE;
  }

  private @Nullable Made addFloat(Pair pair) {
    FloatConvolution kernel =
        compiler
            .kernels()
            .pair(parameters(pair.first), pair.between, parameters(pair.second), threads);
    if (kernel == null) {
      return null;
    }
    Slot from = compiler.floatsOf(compiler.inputOf(pair.first.root()), Layout.Order.CHANNELS_LAST);
    Made made =
        new Made(new Slot(Slot.Storage.FLOATS, compiler.elements(pair.second.output())), null);
    compiler
        .memory()
        .add(
            List.of(from),
            made.all(),
            () -> {
              float[] input = from.floats();
              float[] output = made.any().floats();
              return new Step(
                  pair.second.output(),
                  kernel.tiles(),
                  (tile, scratch) -> kernel.run(tile, input, null, output, scratch));
            });
    return made;
  }

  private FloatConvolution.Parameters parameters(Fusion fusion) {
    Weights weights = macSteps.normalized(fusion);
    return new FloatConvolution.Parameters(
        macSteps.shape(fusion), weights.values(), weights.bias(), fusion.clamp());
  }

  private @Nullable Made addIntegers(Pair pair) {
    LayerPrecision precision = compiler.precision(pair.second.root());
    Int8Convolution kernel =
        compiler
            .kernels()
            .int8Pair(
                macSteps.shape(pair.first),
                macSteps.integerParameters(
                    pair.first, pair.between == null ? precision.activations() : null),
                pair.between,
                macSteps.shape(pair.second),
                macSteps.integerParameters(pair.second, macSteps.codes(pair.second)),
                threads);
    return kernel == null ? null : macSteps.addIntegers(pair.first, kernel, pair.second);
  }
}
