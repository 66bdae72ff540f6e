package org.greensweep.inference.simd;

import org.greensweep.inference.kernel.Attention;
import org.greensweep.inference.kernel.BinaryConvolution;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.CodePooling;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Float16;
import org.greensweep.inference.kernel.Float16Converter;
import org.greensweep.inference.kernel.Float16Convolution;
import org.greensweep.inference.kernel.FloatConvolution;
import org.greensweep.inference.kernel.FloatElementwise;
import org.greensweep.inference.kernel.FloatNormalization;
import org.greensweep.inference.kernel.FloatPooling;
import org.greensweep.inference.kernel.Int8Convolution;
import org.greensweep.inference.kernel.Kernels;
import org.greensweep.inference.kernel.OrientedGradients;
import org.greensweep.inference.kernel.PoolShape;
import org.greensweep.inference.kernel.Quantizer;
import org.greensweep.inference.kernel.SignConvolution;
import org.greensweep.inference.kernel.SignPacker;
import org.greensweep.network.AttentionWindow;
import org.greensweep.network.Layer.Function;
import org.jspecify.annotations.Nullable;

/** The vector kernel for each shape: the one place that chooses. */
public final class KernelsVector implements Kernels {
  private static final int LONG_BLOCK = 90;

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public int vectorBits() {
    return Species.FLOATS.vectorBitSize();
  }

  @Override
  public void prepare() {
    EarlyCompilation.run();
  }

  @Override
  public FloatConvolution convolution(
      ConvolutionShape shape, float[] weights, float[] bias, Clamp clamp, int threads) {
    if (shape.depthwise()) {
      return new DepthwiseVector(shape, weights, bias, clamp, threads);
    }
    if (DenseVector.fits(shape)) {
      return new DenseVector(shape, weights, bias, clamp);
    }
    if (shape.groups() > 1 && shape.groupOutputs() < FloatTile.WIDTH) {
      int together = MergedGroups.together(shape);
      return convolution(
          MergedGroups.shape(shape, together),
          MergedGroups.weights(shape, weights, together),
          bias,
          clamp,
          threads);
    }
    if (WinogradVector.pays(shape) && !areSigns(weights)) {
      return new WinogradVector(shape, weights, bias, clamp, threads);
    }
    return new FloatConvolutionVector(shape, weights, bias, clamp, threads);
  }

  @Override
  public @Nullable FloatConvolution pair(
      FloatConvolution.Parameters first,
      @Nullable Function between,
      FloatConvolution.Parameters second,
      int threads) {
    return PointwiseDepthwise.fits(first.shape(), second.shape())
        ? new PointwiseDepthwiseVector(first, between, second, threads)
        : null;
  }

  @Override
  public @Nullable Int8Convolution int8Pair(
      ConvolutionShape firstShape,
      Int8Convolution.Parameters first,
      @Nullable Function between,
      ConvolutionShape secondShape,
      Int8Convolution.Parameters second,
      int threads) {
    // Products of few bits are faster than what a pair spares.
    return Int8PointwiseDepthwiseVector.fits(firstShape, first, secondShape)
            && TernaryConvolutionVector.fits(firstShape, first) == null
            && SharedLanes.of(firstShape, first) == null
        ? new Int8PointwiseDepthwiseVector(firstShape, first, between, secondShape, second, threads)
        : null;
  }

  @Override
  public Float16Converter float16Converter() {
    return new Float16Vector();
  }

  @Override
  public Float16Convolution float16Convolution(
      ConvolutionShape shape,
      Float16 format,
      float[] weights,
      float[] bias,
      Clamp clamp,
      int threads) {
    if (shape.depthwise()) {
      return new Float16DepthwiseVector(shape, format, weights, bias, clamp, threads);
    }
    if (DenseVector.fits(shape)) {
      return new Float16DenseVector(shape, format, weights, bias, clamp);
    }
    if (shape.groups() > 1 && shape.groupOutputs() < FloatTile.WIDTH) {
      int together = MergedGroups.together(shape);
      return float16Convolution(
          MergedGroups.shape(shape, together),
          format,
          MergedGroups.weights(shape, weights, together),
          bias,
          clamp,
          threads);
    }
    if (WinogradVector.pays(shape) && !areSigns(weights)) {
      return new Float16WinogradVector(shape, format, weights, bias, clamp, threads);
    }
    return new Float16ConvolutionVector(shape, format, weights, bias, clamp, threads);
  }

  /** Sums of signs are integers that a sign behind them must see exactly: no Winograd. */
  private static boolean areSigns(float[] weights) {
    for (float weight : weights) {
      if (Math.abs(weight) != 1) {
        return false;
      }
    }
    return true;
  }

  @Override
  public FloatPooling pooling(PoolShape shape, Clamp clamp) {
    return new FloatPoolingVector(shape, clamp);
  }

  @Override
  public CodePooling codePooling(PoolShape shape, int lowest) {
    return new CodePoolingVector(shape, lowest);
  }

  @Override
  public FloatElementwise elementwise() {
    return new FloatElementwiseVector();
  }

  @Override
  public FloatNormalization normalization() {
    return new FloatNormalizationVector();
  }

  @Override
  public Attention attention(
      AttentionWindow window, int channels, int heads, int height, int width) {
    return new AttentionVector(window, channels, heads, height, width);
  }

  @Override
  public Quantizer quantizer() {
    return new QuantizerVector();
  }

  @Override
  public Int8Convolution int8Convolution(
      ConvolutionShape shape, Int8Convolution.Parameters parameters, int threads) {
    if (Int16DepthwiseVector.pays(shape) && Int16DepthwiseVector.fits(shape, parameters)) {
      return new Int16DepthwiseVector(shape, parameters, threads);
    }
    if (Int8DepthwiseVector.fits(shape)) {
      return new Int8DepthwiseVector(shape, parameters, threads);
    }
    TernarySums ternary = TernaryConvolutionVector.fits(shape, parameters);
    if (ternary != null) {
      return new TernaryConvolutionVector(shape, parameters, ternary, threads);
    }
    if (Int16DenseVector.pays() && Int16DenseVector.fits(shape, parameters)) {
      return new Int16DenseVector(shape, parameters);
    }
    if (DenseVector.fits(shape)) {
      return new Int8DenseVector(shape, parameters);
    }
    SharedLanePoints points = SharedLanePoints.of(shape, parameters);
    if (points != null) {
      return new SharedLaneWinogradVector(shape, parameters, points, threads);
    }
    SharedLanes lanes = SharedLanes.of(shape, parameters);
    boolean winograd = Int8WinogradVector.pays(shape);
    // Four ninths of the products beat half of them where sums must be taken apart often.
    if (lanes != null && (!winograd || lanes.blockDepth() >= LONG_BLOCK)) {
      return new SharedLaneConvolutionVector(shape, parameters, lanes, threads);
    }
    return winograd
        ? new Int8WinogradVector(shape, parameters, threads)
        : new Int8ConvolutionVector(shape, parameters, threads);
  }

  @Override
  public SignPacker signPacker() {
    return new SignPackerVector();
  }

  @Override
  public BinaryConvolution binaryConvolution(
      ConvolutionShape shape, float[] weights, BinaryConvolution.Epilogue epilogue, int threads) {
    return new BinaryConvolutionVector(shape, weights, epilogue, threads);
  }

  @Override
  public OrientedGradients orientedGradients() {
    return new OrientedGradientsVector();
  }

  @Override
  public SignConvolution signConvolution(
      ConvolutionShape shape, float[] weights, BinaryConvolution.Epilogue epilogue, int threads) {
    return new SignConvolutionVector(shape, weights, epilogue, threads);
  }
}
