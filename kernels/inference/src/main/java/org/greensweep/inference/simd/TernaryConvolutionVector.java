package org.greensweep.inference.simd;

import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Int8Convolution;
import org.greensweep.inference.kernel.Scratch;
import org.jspecify.annotations.Nullable;

/**
 * Integer convolution of codes and weights of two bits (int2, ternary) by counting bits: {@link
 * TernaryTile}.
 */
final class TernaryConvolutionVector implements Int8Convolution {
  /** Words of the inputs of a tile: a share of the second-level cache. */
  private static final int PLANE_WORDS = 32 * 1024;

  /** Output pixels whose sums stay in the first-level cache. */
  private static final int CHUNK = 16;

  private final ConvolutionShape shape;
  private final TernarySums ternary;
  private final BitPlanes planes;
  private final TernaryWeights weights;
  private final int[] pixels;
  private final int[] offsets;
  private final Int8Epilogue epilogue;
  private final TileGrid grid;

  TernaryConvolutionVector(
      ConvolutionShape shape, Parameters parameters, TernarySums ternary, int threads) {
    this.shape = shape;
    this.ternary = ternary;
    this.planes = new BitPlanes(shape, parameters.input());
    int zero = parameters.input().zeroPoint() - parameters.input().lowest();
    this.weights = new TernaryWeights(shape, ternary, planes, parameters.weights(), zero);
    this.pixels = planes.pixels();
    this.offsets = planes.offsets();
    this.epilogue = new Int8Epilogue(parameters);
    long count = (long) shape.depth() * shape.groupOutputs();
    int fitting = planes.fitting(PLANE_WORDS);
    this.grid =
        TileGrid.of(
            shape, shape.outputHeight(), fitting, 1, weights.panels(), count, true, threads);
  }

  /**
   * How the layer's weights are ternary ones; null where they are not or the CPU does not count.
   */
  static @Nullable TernarySums fits(ConvolutionShape shape, Parameters parameters) {
    return PopcountTile.IN_HARDWARE ? TernarySums.of(shape, parameters) : null;
  }

  @Override
  public int tiles() {
    return grid.tiles();
  }

  @Override
  public void run(
      int tile,
      byte[] input,
      float @Nullable [] residual,
      float @Nullable [] real,
      byte @Nullable [] quantized,
      Scratch scratch) {
    int group = grid.group(tile);
    int top = grid.firstRow(tile);
    int bottom = grid.endRow(tile);
    int[] words = planes.pack(input, group, top, bottom, scratch);
    int[] sums = scratch.sums(CHUNK * TernaryTile.WIDTH);
    float[] work = scratch.floats(CHUNK * TernaryTile.WIDTH);
    int origin = planes.origin(top);
    int end = bottom * shape.outputWidth();
    for (int panel = grid.firstPanel(tile); panel < grid.endPanel(tile); panel++) {
      for (int pixel = top * shape.outputWidth(); pixel < end; pixel += CHUNK) {
        int count = Math.min(CHUNK, end - pixel);
        multiply(words, pixel, count, origin, group, panel, sums);
        finish(sums, pixel, count, group, panel, residual, real, quantized, work);
      }
    }
  }

  private void multiply(
      int[] words, int pixel, int count, int origin, int group, int panel, int[] sums) {
    int weightsAt = weights.wordsAt(group, panel);
    int startsAt = weights.startsAt(group, panel);
    int[] magnitudes = ternary.magnitudes();
    int join = magnitudes.length > 1 ? magnitudes[1] : 0;
    for (int i = 0; i < count; i += TernaryTile.ROWS) {
      TernaryTile.multiply(
          Math.min(TernaryTile.ROWS, count - i),
          words,
          pixels,
          pixel + i,
          origin,
          offsets,
          weights.words,
          weightsAt,
          weights.starts,
          startsAt,
          magnitudes[0],
          join,
          sums,
          i * TernaryTile.WIDTH,
          TernaryTile.WIDTH);
    }
  }

  private void finish(
      int[] sums,
      int pixel,
      int count,
      int group,
      int panel,
      float @Nullable [] residual,
      float @Nullable [] real,
      byte @Nullable [] quantized,
      float[] work) {
    int channel = group * shape.groupOutputs() + weights.column(panel);
    epilogue.storeInts(
        sums,
        TernaryTile.WIDTH,
        count,
        channel,
        weights.width(),
        pixel * shape.outputChannels() + channel,
        shape.outputChannels(),
        residual,
        real,
        quantized,
        work);
  }
}
