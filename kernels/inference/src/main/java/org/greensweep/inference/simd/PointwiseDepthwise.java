package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.FloatTile.WIDTH;
import static org.greensweep.inference.simd.Species.LANES;

import java.util.Arrays;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.inference.kernel.Tiles;
import org.jspecify.annotations.Nullable;

/**
 * A pointwise convolution and the depthwise one that alone reads it, a panel of channels at a time:
 * what lies between them, in inverted residuals (Sandler 2018) six times the input, goes straight
 * into the padded frame of {@link DepthwiseRows} and never leaves the second-level cache.
 */
abstract class PointwiseDepthwise {
  /** Depth of a panel of weights that takes half of a 32 KiB first-level cache. */
  private static final int BLOCK_DEPTH = 256;

  /** Pixels of the pointwise layer whose sums stay in the first-level cache. */
  private static final int CHUNK_PIXELS = 96;

  /** Values of the frame of a panel and of its inputs: about a 512 KiB second-level cache. */
  private static final int BAND_VALUES = 128 * 1024;

  /**
   * Output rows that each thread must have: the lines around them are computed twice. Threads share
   * channels else, and each reads the whole input, lines that are then slow to write.
   */
  private static final int LEAST_ROWS = 14;

  private final ConvolutionShape pointwise;
  private final ConvolutionShape depthwise;
  private final DepthwiseRows rows;
  private final PaddedFrame frame;
  private final PanelLayout panels;
  private final float[] start;
  private final Clamp clamp;
  private final Tiles bands;
  private final Tiles columns;
  private final int chunkLines;

  /**
   * A kernel whose pointwise sums start from {@code start}, one per channel, and end in {@code
   * clamp}.
   */
  PointwiseDepthwise(
      ConvolutionShape pointwise,
      ConvolutionShape depthwise,
      DepthwiseRows rows,
      float[] start,
      Clamp clamp,
      int threads) {
    this.pointwise = pointwise;
    this.depthwise = depthwise;
    this.rows = rows;
    this.frame = rows.frame();
    this.clamp = clamp;
    this.panels = new PanelLayout(pointwise, pointwise.depth(), false);
    this.start = Arrays.copyOf(start, panels.panels() * WIDTH);
    int line = 2 * frame.lineValues() + pointwise.outputWidth() * pointwise.inputChannels();
    int lines = Math.max(0, BAND_VALUES / line - depthwise.window().extentHeight());
    int fitting = lines / depthwise.window().strideHeight() + 1;
    int height = depthwise.outputHeight();
    int bandCount = (height + fitting - 1) / fitting;
    boolean byRows = height >= threads * LEAST_ROWS;
    if (byRows) {
      bandCount = (bandCount + threads - 1) / threads * threads;
    }
    this.bands = Tiles.of(height, (height + bandCount - 1) / bandCount);
    int parts = byRows ? 1 : Math.min(panels.panels(), threads);
    this.columns = Tiles.of(panels.panels(), (panels.panels() + parts - 1) / parts);
    this.chunkLines = Math.max(1, CHUNK_PIXELS / pointwise.outputWidth());
  }

  /** Whether two layers, the second reading the first, can be computed so. */
  static boolean fits(ConvolutionShape pointwise, ConvolutionShape depthwise) {
    return pointwise.pointwise()
        && pointwise.groups() == 1
        && depthwise.depthwise()
        && depthwise.inputChannels() == pointwise.outputChannels()
        && depthwise.inputChannels() % LANES == 0;
  }

  /** Where the packed weights of the pointwise layer lie. */
  final PanelLayout panels() {
    return panels;
  }

  final ConvolutionShape depthwise() {
    return depthwise;
  }

  final DepthwiseRows rows() {
    return rows;
  }

  public final int tiles() {
    return bands.count() * columns.count();
  }

  /** Values that {@link #weights} and {@link #finish} work with. */
  abstract int workingValues();

  /** Values that {@link #inputs} writes for {@code count} values of the map. */
  abstract int copiedInputs(int count);

  /** The inputs in fp32: the map itself, or a copy of {@code count} values that begins at 0. */
  abstract float[] inputs(Object input, int from, int count, float[] copy);

  /** The packed weights in fp32: all of them, or a copy of {@code count} at {@code work}. */
  abstract float[] weights(int from, int count, float[] work, int at);

  /**
   * Turns sums of {@link FloatTile#WIDTH} channels from {@code channel} on of pixels that follow
   * each other into what the depthwise layer reads: where they lie, or at the same place of {@code
   * other}. Returns the array that has them.
   */
  abstract float[] activate(float[] sums, float[] other, int at, int pixels, int channel);

  /**
   * Computes output rows of a vector of channels.
   *
   * @param values the plane of their inputs from {@code plane} on, and free from {@code work} on
   */
  abstract void finish(
      float[] values,
      int plane,
      int work,
      int block,
      int from,
      int to,
      float @Nullable [] real,
      byte @Nullable [] narrow);

  /** Computes one tile. */
  final void compute(
      int tile, Object input, float @Nullable [] real, byte @Nullable [] narrow, Scratch scratch) {
    int from = bands.from(tile / columns.count());
    int to = bands.to(tile / columns.count());
    int plane = frame.lines(from, to) * frame.lineValues();
    int first = Math.max(0, frame.firstLine(from));
    int end = Math.min(pointwise.outputHeight(), frame.firstLine(from) + frame.lines(from, to));
    int line = pointwise.inputWidth() * pointwise.inputChannels();
    int copied = copiedInputs(Math.max(0, end - first) * line);
    // Sums lie at the same place in both arrays: functions go from array to array.
    int chunk = Math.max(2 * plane, copied);
    int work = chunk + chunkLines * pointwise.outputWidth() * WIDTH;
    float[] sums = scratch.floats(work);
    float[] values = scratch.tile(work + workingValues());
    frame.pad(from, to, values, 0);
    frame.pad(from, to, values, plane);
    float[] a = inputs(input, first * line, Math.max(0, end - first) * line, sums);
    int skipped = a == input ? 0 : first * line;
    int count = pointwise.depth() * WIDTH;
    int tileColumn = tile % columns.count();
    for (int panel = columns.from(tileColumn); panel < columns.to(tileColumn); panel++) {
      int offset = panels.offset(0, 0, panel);
      float[] b = weights(offset, count, values, work);
      int bAt = b == values ? work : offset;
      int channel = panel * WIDTH;
      int blocks = Math.min(WIDTH, depthwise.inputChannels() - channel) / LANES;
      for (int row = first; row < end; row += chunkLines) {
        int lines = Math.min(chunkLines, end - row);
        int pixels = lines * pointwise.outputWidth();
        multiply(a, row * line - skipped, pixels, b, bAt, channel, sums, chunk);
        float[] active = activate(sums, values, chunk, pixels, channel);
        for (int block = 0; block < blocks; block++) {
          int at = chunk + block * LANES;
          spread(active, at, row, row + lines, from, values, block * plane);
        }
      }
      for (int block = 0; block < blocks; block++) {
        finish(values, block * plane, work, channel / LANES + block, from, to, real, narrow);
      }
    }
  }

  private void multiply(
      float[] a, int aAt, int pixels, float[] b, int bAt, int channel, float[] c, int cAt) {
    int depth = pointwise.depth();
    for (int k0 = 0; k0 < depth; k0 += BLOCK_DEPTH) {
      int count = Math.min(BLOCK_DEPTH, depth - k0);
      int row = 0;
      while (row < pixels) {
        int rowsOfTile = FloatTile.rows(pixels - row);
        int at = cAt + row * WIDTH;
        FloatTile.multiply(
            count,
            a,
            aAt + row * depth + k0,
            depth,
            rowsOfTile,
            b,
            bAt + k0 * WIDTH,
            k0 == 0 ? start : c,
            k0 == 0 ? channel : at,
            k0 == 0 ? 0 : WIDTH,
            FloatTile.ZEROS,
            0,
            0,
            k0 + count == depth ? clamp : Clamp.NONE,
            c,
            at,
            WIDTH);
        row += rowsOfTile;
      }
    }
  }

  /** Moves a vector of channels of whole input rows from their pixels to their plane. */
  private void spread(
      float[] active, int at, int row, int end, int from, float[] values, int plane) {
    int source = at + frame.firstColumn() * WIDTH;
    for (int y = row; y < end; y++) {
      int to = plane + frame.lineAt(y, from);
      Inputs.copyVectors(active, source, WIDTH, values, to, LANES, frame.columns());
      source += pointwise.outputWidth() * WIDTH;
    }
  }
}
