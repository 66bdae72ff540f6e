package org.greensweep.inference.kernel;

import org.greensweep.network.AttentionWindow;
import org.greensweep.network.Layer.Function;
import org.jspecify.annotations.Nullable;

/** One implementation of every kernel. */
public interface Kernels {
  /** What a log line calls it. */
  String name();

  /** Width of its vectors; 0 when it has none. */
  int vectorBits();

  /**
   * Has the JVM compile what it compiles well only while it is young. Results do not depend on it.
   */
  default void prepare() {}

  /**
   * An fp32 convolution or dense layer.
   *
   * @param weights in the order that {@link ConvolutionShape} states; may be kept, never written
   * @param threads how many threads will share its tiles
   */
  FloatConvolution convolution(
      ConvolutionShape shape, float[] weights, float[] bias, Clamp clamp, int threads);

  /**
   * Two convolutions, of which the second alone reads the first, with a function of single elements
   * between them; null where they are better run one by one.
   *
   * @param between not of the ReLU family, which is in a clamp; null for none
   */
  default @Nullable FloatConvolution pair(
      FloatConvolution.Parameters first,
      @Nullable Function between,
      FloatConvolution.Parameters second,
      int threads) {
    return null;
  }

  FloatPooling pooling(PoolShape shape, Clamp clamp);

  /** A maximum over codes of which {@code lowest} is the least. */
  CodePooling codePooling(PoolShape shape, int lowest);

  FloatElementwise elementwise();

  FloatNormalization normalization();

  /** Attention within {@code window} over a map of {@code height x width} positions. */
  Attention attention(AttentionWindow window, int channels, int heads, int height, int width);

  Quantizer quantizer();

  Int8Convolution int8Convolution(
      ConvolutionShape shape, Int8Convolution.Parameters parameters, int threads);

  /** As the pair of fp32: the second reads the codes that its input says. */
  default @Nullable Int8Convolution int8Pair(
      ConvolutionShape firstShape,
      Int8Convolution.Parameters first,
      @Nullable Function between,
      ConvolutionShape secondShape,
      Int8Convolution.Parameters second,
      int threads) {
    return null;
  }

  Float16Converter float16Converter();

  /** As {@link #convolution} over inputs stored in {@code format}, which holds every weight. */
  Float16Convolution float16Convolution(
      ConvolutionShape shape,
      Float16 format,
      float[] weights,
      float[] bias,
      Clamp clamp,
      int threads);

  SignPacker signPacker();

  /** A 1-bit convolution or dense layer over the signs of {@code weights}. */
  BinaryConvolution binaryConvolution(
      ConvolutionShape shape, float[] weights, BinaryConvolution.Epilogue epilogue, int threads);

  /** The inner loops of histograms of oriented gradients. */
  OrientedGradients orientedGradients();

  /** As {@link #binaryConvolution} for a shape of one group of which only signs are read. */
  SignConvolution signConvolution(
      ConvolutionShape shape, float[] weights, BinaryConvolution.Epilogue epilogue, int threads);
}
