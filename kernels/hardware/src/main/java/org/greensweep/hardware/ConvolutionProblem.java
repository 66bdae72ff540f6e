package org.greensweep.hardware;

import java.util.Locale;

/**
 * A grouped, strided, dilated convolution; dense layers are 1 x 1 convolutions of a 1 x 1 map.
 *
 * <p>There is no padding: the input is exactly {@code (outputRows - 1) * stride + (filterRows - 1)
 * * dilation + 1} rows high (Timeloop's convention). Zeros that a real layer pads with are counted
 * like data, because the accelerators modelled here store or send them.
 *
 * @param outputChannels output channels of one group
 * @param inputChannels input channels of one group
 * @param weights what weights are multiplied as; their width
 * @param inputs what inputs are multiplied as; their width
 * @param outputBits width of a finished output
 * @param partialSumBits width of an unfinished output
 * @param inputZeroFraction fraction of inputs that are zero
 * @param weightZeroFraction fraction of weights that are zero
 */
public record ConvolutionProblem(
    int groups,
    int batch,
    int outputChannels,
    int inputChannels,
    int outputRows,
    int outputColumns,
    int filterRows,
    int filterColumns,
    int strideRows,
    int strideColumns,
    int dilationRows,
    int dilationColumns,
    Arithmetic weights,
    Arithmetic inputs,
    int outputBits,
    int partialSumBits,
    double inputZeroFraction,
    double weightZeroFraction)
    implements Problem {
  public ConvolutionProblem {
    Check.positive("groups G", groups);
    Check.positive("batch N", batch);
    Check.positive("output channels M", outputChannels);
    Check.positive("input channels C", inputChannels);
    Check.positive("output rows P", outputRows);
    Check.positive("output columns Q", outputColumns);
    Check.positive("filter rows R", filterRows);
    Check.positive("filter columns S", filterColumns);
    Check.positive("row stride", strideRows);
    Check.positive("column stride", strideColumns);
    Check.positive("row dilation", dilationRows);
    Check.positive("column dilation", dilationColumns);
    Check.width("output width", outputBits);
    Check.width("partial sum width", partialSumBits);
    Check.fraction("zero fraction of inputs", inputZeroFraction);
    Check.fraction("zero fraction of weights", weightZeroFraction);
  }

  /** A problem whose weights have no zeros. */
  public ConvolutionProblem(
      int groups,
      int batch,
      int outputChannels,
      int inputChannels,
      int outputRows,
      int outputColumns,
      int filterRows,
      int filterColumns,
      int strideRows,
      int strideColumns,
      int dilationRows,
      int dilationColumns,
      Arithmetic weights,
      Arithmetic inputs,
      int outputBits,
      int partialSumBits,
      double inputZeroFraction) {
    this(
        groups,
        batch,
        outputChannels,
        inputChannels,
        outputRows,
        outputColumns,
        filterRows,
        filterColumns,
        strideRows,
        strideColumns,
        dilationRows,
        dilationColumns,
        weights,
        inputs,
        outputBits,
        partialSumBits,
        inputZeroFraction,
        0);
  }

  public int extent(Dimension dimension) {
    return switch (dimension) {
      case GROUPS -> groups;
      case BATCH -> batch;
      case OUTPUT_CHANNELS -> outputChannels;
      case INPUT_CHANNELS -> inputChannels;
      case OUTPUT_ROWS -> outputRows;
      case OUTPUT_COLUMNS -> outputColumns;
      case FILTER_ROWS -> filterRows;
      case FILTER_COLUMNS -> filterColumns;
    };
  }

  /** Multiply-accumulates; an {@link ArithmeticException} when they exceed 64 bits. */
  public long multiplyAccumulates() {
    long product = 1;
    for (Dimension dimension : Dimension.values()) {
      product = Math.multiplyExact(product, (long) extent(dimension));
    }
    return product;
  }

  /** Width of one element on chip: outputs as partial sums. */
  public int bits(DataSpace space) {
    return switch (space) {
      case WEIGHTS -> weights.bits();
      case INPUTS -> inputs.bits();
      case OUTPUTS -> partialSumBits;
    };
  }

  /** This problem with {@code fraction} of its inputs zero. */
  public ConvolutionProblem withInputZeroFraction(double fraction) {
    return with(weights, inputs, outputBits, partialSumBits, fraction, weightZeroFraction);
  }

  /** This problem with {@code fraction} of its weights zero. */
  public ConvolutionProblem withWeightZeroFraction(double fraction) {
    return with(weights, inputs, outputBits, partialSumBits, inputZeroFraction, fraction);
  }

  /** This problem with operands, outputs and partial sums of {@code arithmetic}'s width. */
  public ConvolutionProblem withArithmetic(Arithmetic arithmetic) {
    return with(
        arithmetic,
        arithmetic,
        arithmetic.bits(),
        arithmetic.bits(),
        inputZeroFraction,
        weightZeroFraction);
  }

  private ConvolutionProblem with(
      Arithmetic ofWeights,
      Arithmetic ofInputs,
      int bitsOfOutputs,
      int bitsOfPartialSums,
      double zeros,
      double weightZeros) {
    return new ConvolutionProblem(
        groups,
        batch,
        outputChannels,
        inputChannels,
        outputRows,
        outputColumns,
        filterRows,
        filterColumns,
        strideRows,
        strideColumns,
        dilationRows,
        dilationColumns,
        ofWeights,
        ofInputs,
        bitsOfOutputs,
        bitsOfPartialSums,
        zeros,
        weightZeros);
  }

  @Override
  public String key() {
    String sparse = weightZeroFraction == 0 ? "" : "|weight-zeros=" + weightZeroFraction;
    return String.format(
            Locale.ROOT,
            "conv|G=%d|N=%d|M=%d|C=%d|P=%d|Q=%d|R=%d|S=%d|stride=%dx%d|dilation=%dx%d|w=%s|i=%s|o=%d|psum=%d|zeros=%s",
            groups,
            batch,
            outputChannels,
            inputChannels,
            outputRows,
            outputColumns,
            filterRows,
            filterColumns,
            strideRows,
            strideColumns,
            dilationRows,
            dilationColumns,
            weights.id(),
            inputs.id(),
            outputBits,
            partialSumBits,
            inputZeroFraction)
        + sparse;
  }
}
