package org.greensweep.inference.kernel;

import org.greensweep.network.AttentionWindow;

/** The plain kernels: the specification, and what runs where the Vector API is missing. */
public final class KernelsScalar implements Kernels {
  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public int vectorBits() {
    return 0;
  }

  @Override
  public FloatConvolution convolution(
      ConvolutionShape shape, float[] weights, float[] bias, Clamp clamp, int threads) {
    return new FloatConvolutionScalar(shape, weights, bias, clamp);
  }

  @Override
  public FloatPooling pooling(PoolShape shape, Clamp clamp) {
    return new FloatPoolingScalar(shape, clamp);
  }

  @Override
  public CodePooling codePooling(PoolShape shape, int lowest) {
    return new CodePoolingScalar(shape, lowest);
  }

  @Override
  public FloatElementwise elementwise() {
    return new FloatElementwiseScalar();
  }

  @Override
  public FloatNormalization normalization() {
    return new FloatNormalizationScalar();
  }

  @Override
  public Attention attention(
      AttentionWindow window, int channels, int heads, int height, int width) {
    return new AttentionScalar(window, channels, heads, height, width);
  }

  @Override
  public Quantizer quantizer() {
    return new QuantizerScalar();
  }

  @Override
  public Int8Convolution int8Convolution(
      ConvolutionShape shape, Int8Convolution.Parameters parameters, int threads) {
    return new Int8ConvolutionScalar(shape, parameters);
  }

  @Override
  public Float16Converter float16Converter() {
    return new Float16ConverterScalar();
  }

  @Override
  public Float16Convolution float16Convolution(
      ConvolutionShape shape,
      Float16 format,
      float[] weights,
      float[] bias,
      Clamp clamp,
      int threads) {
    return new Float16ConvolutionScalar(shape, format, weights, bias, clamp);
  }

  @Override
  public SignPacker signPacker() {
    return new SignPackerScalar();
  }

  @Override
  public BinaryConvolution binaryConvolution(
      ConvolutionShape shape, float[] weights, BinaryConvolution.Epilogue epilogue, int threads) {
    return new BinaryConvolutionScalar(shape, weights, epilogue);
  }

  @Override
  public OrientedGradients orientedGradients() {
    return new OrientedGradientsScalar();
  }

  @Override
  public SignConvolution signConvolution(
      ConvolutionShape shape, float[] weights, BinaryConvolution.Epilogue epilogue, int threads) {
    return new SignConvolutionScalar(shape, weights, epilogue);
  }
}
