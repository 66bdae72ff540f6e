package org.greensweep.inference.simd;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.INTS;
import static org.greensweep.inference.simd.Species.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import org.greensweep.inference.kernel.ConvolutionShape;

/**
 * Weights of {@link SharedLanes} in as few bits as hold them all. An int has those of one lane in
 * several rows, the first in its lowest bits, so that two shifts of a vector give one back.
 */
final class SharedLaneWeights {
  private final ConvolutionShape shape;
  private final SharedLanes lanes;
  private final int bits;

  /** Rows of an int. */
  private final int together;

  private final int blockWords;

  /** By group, block of depth, panel; then row, lane. */
  private final int[] packed;

  SharedLaneWeights(ConvolutionShape shape, SharedLanes lanes, byte[] weights) {
    this.shape = shape;
    this.lanes = lanes;
    int largest = 0;
    for (byte weight : weights) {
      largest = Math.max(largest, Math.abs(weight));
    }
    this.bits = Integer.SIZE + 1 - Integer.numberOfLeadingZeros(largest);
    this.together = Integer.SIZE / (lanes.columns() * bits);
    this.blockWords = words(lanes.blockDepth()) * FloatTile.WIDTH;
    this.packed = new int[shape.groups() * lanes.blocks(shape) * lanes.panels(shape) * blockWords];
    for (int channel = 0; channel < shape.outputChannels(); channel++) {
      for (int k = 0; k < shape.depth(); k++) {
        put(channel, k, weights[channel * shape.depth() + k]);
      }
    }
  }

  private int words(int rows) {
    return (rows + together - 1) / together;
  }

  private void put(int channel, int k, int value) {
    int column = channel % shape.groupOutputs();
    int within = column % lanes.width();
    int row = k % lanes.blockDepth();
    int start = start(channel / shape.groupOutputs(), k, column / lanes.width());
    int at = start + row / together * FloatTile.WIDTH + within % FloatTile.WIDTH;
    int slot = row % together * lanes.columns() + within / FloatTile.WIDTH;
    packed[at] |= (value & (1 << bits) - 1) << slot * bits;
  }

  private int start(int group, int k, int panel) {
    int block = group * lanes.blocks(shape) + k / lanes.blockDepth();
    return (block * lanes.panels(shape) + panel) * blockWords;
  }

  /** Values that {@link #unpack} may write. */
  int unpackedLength() {
    return words(lanes.blockDepth()) * together * FloatTile.WIDTH;
  }

  /**
   * Writes {@code rows} rows of a panel from depth {@code k0} on as factors of a {@link FloatTile}
   * to {@code output} from {@code at} on.
   */
  void unpack(int group, int k0, int panel, int rows, float[] output, int at) {
    int start = start(group, k0, panel);
    int end = start + words(rows) * FloatTile.WIDTH;
    int to = at;
    for (int word = start; word < end; word += FloatTile.WIDTH) {
      for (int slot = 0; slot < together; slot++, to += FloatTile.WIDTH) {
        int left = Integer.SIZE - (slot * lanes.columns() + 1) * bits;
        if (lanes.columns() == 2) {
          unpackTwo(word, left, output, to);
        } else {
          unpackThree(word, left, output, to);
        }
      }
    }
  }

  private void unpackTwo(int word, int left, float[] output, int to) {
    int right = Integer.SIZE - bits;
    for (int lane = 0; lane < FloatTile.WIDTH; lane += LANES) {
      IntVector codes = IntVector.fromArray(INTS, packed, word + lane);
      IntVector first = codes.lanewise(LSHL, left).lanewise(ASHR, right);
      IntVector second = codes.lanewise(LSHL, left - bits).lanewise(ASHR, right);
      IntVector both = second.lanewise(LSHL, lanes.shift()).add(first);
      ((FloatVector) both.convertShape(I2F, FLOATS, 0)).intoArray(output, to + lane);
    }
  }

  private void unpackThree(int word, int left, float[] output, int to) {
    int right = Integer.SIZE - bits;
    for (int lane = 0; lane < FloatTile.WIDTH; lane += LANES) {
      IntVector codes = IntVector.fromArray(INTS, packed, word + lane);
      IntVector first = codes.lanewise(LSHL, left).lanewise(ASHR, right);
      IntVector second = codes.lanewise(LSHL, left - bits).lanewise(ASHR, right);
      IntVector third = codes.lanewise(LSHL, left - 2 * bits).lanewise(ASHR, right);
      IntVector upper = third.lanewise(LSHL, lanes.shift()).add(second);
      IntVector all = upper.lanewise(LSHL, lanes.shift()).add(first);
      ((FloatVector) all.convertShape(I2F, FLOATS, 0)).intoArray(output, to + lane);
    }
  }
}
