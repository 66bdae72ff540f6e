package org.greensweep.inference.hog;

import java.util.Arrays;
import org.greensweep.inference.kernel.OrientedGradients;

/**
 * The block descriptors of one grey image (Dalal and Triggs 2005): cells of 8 x 8 pixels with 9
 * bins of unsigned orientation, votes shared among the four nearest cells and two nearest bins,
 * blocks of 2 x 2 cells at every cell, normalised by L2-Hys (clipped at 0.2).
 *
 * <p>Pixels at the edge that fill no cell vote, but make none.
 *
 * @param blockRows blocks from top to bottom
 * @param values {@code blockRows x blockColumns x 36}
 */
@SuppressWarnings("ArrayRecordComponent") // a plain table, never compared
public record HogFeatures(int blockRows, int blockColumns, float[] values) {
  static final int CELL = 8;
  static final int BINS = OrientedGradients.BINS;

  /** Values of a block. */
  static final int BLOCK = 4 * BINS;

  private static final float CLIP = 0.2f;
  private static final float EPSILON = 1e-3f;

  /** The descriptors of {@code height x width} pixels, both at least 16. */
  static HogFeatures of(float[] image, int height, int width, OrientedGradients kernel) {
    int rows = height / CELL;
    int columns = width / CELL;
    float[] cells = new float[rows * columns * BINS];
    // Votes by column, of the cell row above and below the current image row.
    float[][] sums = new float[2][BINS * width];
    int above = -1;
    for (int y = 0; y < height; y++) {
      float place = (y + 0.5f) / CELL - 0.5f;
      int cell = (int) Math.floor(place);
      if (cell != above) {
        addCells(sums[0], above, cells, rows, columns, width);
        float[] done = sums[0];
        sums[0] = sums[1];
        sums[1] = done;
        Arrays.fill(done, 0);
        above = cell;
      }
      float below = place - cell;
      kernel.vote(image, width, height, y, 1 - below, sums[0], below, sums[1]);
    }
    addCells(sums[0], above, cells, rows, columns, width);
    addCells(sums[1], above + 1, cells, rows, columns, width);
    return new HogFeatures(rows - 1, columns - 1, blocks(cells, rows, columns));
  }

  /** Shares the votes of a row of cells among its cells, by distance from their centres. */
  private static void addCells(
      float[] sums, int row, float[] cells, int rows, int columns, int width) {
    if (row < 0 || row >= rows) {
      return;
    }
    for (int column = 0; column < columns; column++) {
      int from = Math.max(0, column * CELL - CELL / 2);
      int to = Math.min(width, column * CELL + CELL + CELL / 2);
      for (int bin = 0; bin < BINS; bin++) {
        float sum = 0;
        for (int x = from; x < to; x++) {
          float distance = Math.abs((x + 0.5f) / CELL - (column + 0.5f));
          sum += (1 - distance) * sums[bin * width + x];
        }
        cells[(row * columns + column) * BINS + bin] = sum;
      }
    }
  }

  private static float[] blocks(float[] cells, int rows, int columns) {
    float[] blocks = new float[(rows - 1) * (columns - 1) * BLOCK];
    int at = 0;
    for (int row = 0; row < rows - 1; row++) {
      for (int column = 0; column < columns - 1; column++) {
        int upper = (row * columns + column) * BINS;
        System.arraycopy(cells, upper, blocks, at, 2 * BINS);
        System.arraycopy(cells, upper + columns * BINS, blocks, at + 2 * BINS, 2 * BINS);
        normalize(blocks, at);
        for (int i = at; i < at + BLOCK; i++) {
          blocks[i] = Math.min(blocks[i], CLIP);
        }
        normalize(blocks, at);
        at += BLOCK;
      }
    }
    return blocks;
  }

  private static void normalize(float[] blocks, int at) {
    float squares = EPSILON * EPSILON;
    for (int i = at; i < at + BLOCK; i++) {
      squares += blocks[i] * blocks[i];
    }
    float factor = (float) (1 / Math.sqrt(squares));
    for (int i = at; i < at + BLOCK; i++) {
      blocks[i] *= factor;
    }
  }
}
