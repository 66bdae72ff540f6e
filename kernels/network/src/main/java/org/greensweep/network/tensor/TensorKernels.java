package org.greensweep.network.tensor;

import java.util.List;
import java.util.Optional;
import org.greensweep.network.Elementwise;
import org.greensweep.network.Gather;
import org.greensweep.network.Join;
import org.greensweep.network.Layer;
import org.greensweep.network.MatrixProduct;
import org.greensweep.network.PadAxes;
import org.greensweep.network.Rearrange;
import org.greensweep.network.Reduce;
import org.greensweep.network.Reshape;
import org.greensweep.network.Resize;
import org.greensweep.network.Shape;
import org.greensweep.network.Softmax;
import org.greensweep.network.Standardization;
import org.greensweep.network.TopK;
import org.greensweep.network.TransposedConvolution;
import org.jspecify.annotations.Nullable;

/** Finds the kernel of a layer. */
public final class TensorKernels {
  private TensorKernels() {}

  /**
   * The kernel of a general tensor operator on row-major values of {@code input}, its first input;
   * none for layers of feature maps. Scales and biases of a {@link Standardization}, weights and
   * biases of a {@link TransposedConvolution} are further inputs.
   */
  public static Optional<TensorKernel> of(Layer layer, Shape input) {
    return Optional.ofNullable(kernel(layer, input));
  }

  /** Whether {@link #of} has a kernel for {@code layer}. */
  public static boolean has(Layer layer) {
    return layer instanceof Layer.Activation
        || layer instanceof Elementwise
        || layer instanceof Rearrange
        || layer instanceof Reshape
        || layer instanceof Join
        || layer instanceof Gather
        || layer instanceof PadAxes
        || layer instanceof Reduce
        || layer instanceof Softmax
        || layer instanceof TopK
        || layer instanceof Resize
        || layer instanceof MatrixProduct
        || layer instanceof Standardization
        || layer instanceof TransposedConvolution;
  }

  private static @Nullable TensorKernel kernel(Layer layer, Shape input) {
    if (layer instanceof Layer.Activation activation) {
      return new ActivationKernel(activation, Math.toIntExact(input.elements()));
    } else if (layer instanceof Elementwise elementwise) {
      return new ElementwiseKernel(elementwise);
    } else if (layer instanceof Rearrange rearrange) {
      return new RearrangeKernel(rearrange);
    } else if (layer instanceof Reshape reshape) {
      return new CopyKernel(Math.toIntExact(reshape.result().elements()));
    } else if (layer instanceof Join join) {
      return new JoinKernel(join);
    } else if (layer instanceof Gather gather) {
      return new GatherKernel(gather);
    } else if (layer instanceof PadAxes pad) {
      return new PadKernel(pad);
    } else if (layer instanceof Reduce reduce) {
      return new ReduceKernel(reduce);
    } else if (layer instanceof Softmax softmax) {
      return new SoftmaxKernel(softmax);
    } else if (layer instanceof TopK top) {
      return new TopKKernel(top);
    } else if (layer instanceof Resize resize) {
      return new ResizeKernel(resize);
    } else if (layer instanceof MatrixProduct product) {
      return new MatrixProductKernel(product);
    } else if (layer instanceof Standardization normalization) {
      return new StandardizationKernel(normalization);
    } else if (layer instanceof TransposedConvolution convolution) {
      return new TransposedConvolutionKernel(
          convolution, input, convolution.output(List.of(input)));
    }
    return null;
  }
}
