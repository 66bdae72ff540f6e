package org.greensweep.inference.simd;

import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.XOR;
import static org.greensweep.inference.simd.PopcountTile.BIT_COUNT;
import static org.greensweep.inference.simd.Species.INTS;
import static org.greensweep.inference.simd.Species.LANES;

import jdk.incubator.vector.IntVector;

/**
 * The innermost loop of products of codes of two bits with weights of -1, 0 and +1, where the CPU
 * counts the bits of a vector: four pixels, both bits of each, by two vectors of weights, 32 inputs
 * of one output channel in each lane.
 *
 * <p>Of a bit {@code x} of the codes and weights that are {@code used}, and {@code negative} or
 * not, {@code popcount((x xor negative) and used)} is the sum of products, plus the number of
 * negative weights. That number, and what a zero point takes off, is where sums start.
 */
final class TernaryTile {
  /** Pixels of a tile. */
  static final int ROWS = 4;

  /** Sums of a pixel. */
  static final int WIDTH = 2 * LANES;

  /** Words of weights for each word of inputs: those of {@code negative}, then of {@code used}. */
  static final int WEIGHT_WORDS = 2 * WIDTH;

  private TernaryTile() {}

  /**
   * With {@code dot[lane] = starts[startsAt + lane] + sum over k of popcount(low bits) + 2
   * popcount(high bits)}, {@code sums[at + r * stride + lane]} is {@code dot[lane] * factor +
   * dot[lane + half] * join} for the first half of the lanes, {@code dot[lane] * factor} for the
   * second.
   *
   * @param rows pixels that exist, from 1 to {@link #ROWS}; others repeat the last, in what they
   *     read and write
   * @param words the low bits of pixel r and word k lie at {@code pixels[pixel + r] - origin +
   *     offsets[k]}, the high ones behind them
   * @param weights {@link #WEIGHT_WORDS} for each offset, from {@code weightsAt}
   */
  static void multiply(
      int rows,
      int[] words,
      int[] pixels,
      int pixel,
      int origin,
      int[] offsets,
      int[] weights,
      int weightsAt,
      int[] starts,
      int startsAt,
      int factor,
      int join,
      int[] sums,
      int at,
      int stride) {
    int r1 = Math.min(1, rows - 1);
    int r2 = Math.min(2, rows - 1);
    int r3 = Math.min(3, rows - 1);
    int a0 = pixels[pixel] - origin;
    int a1 = pixels[pixel + r1] - origin;
    int a2 = pixels[pixel + r2] - origin;
    int a3 = pixels[pixel + r3] - origin;
    IntVector start0 = IntVector.fromArray(INTS, starts, startsAt);
    IntVector start1 = IntVector.fromArray(INTS, starts, startsAt + LANES);
    IntVector low00 = start0;
    IntVector high00 = IntVector.zero(INTS);
    IntVector low01 = start1;
    IntVector high01 = IntVector.zero(INTS);
    IntVector low10 = start0;
    IntVector high10 = IntVector.zero(INTS);
    IntVector low11 = start1;
    IntVector high11 = IntVector.zero(INTS);
    IntVector low20 = start0;
    IntVector high20 = IntVector.zero(INTS);
    IntVector low21 = start1;
    IntVector high21 = IntVector.zero(INTS);
    IntVector low30 = start0;
    IntVector high30 = IntVector.zero(INTS);
    IntVector low31 = start1;
    IntVector high31 = IntVector.zero(INTS);
    int w = weightsAt;
    for (int k = 0; k < offsets.length; k++, w += WEIGHT_WORDS) {
      int offset = offsets[k];
      IntVector negative0 = IntVector.fromArray(INTS, weights, w);
      IntVector negative1 = IntVector.fromArray(INTS, weights, w + LANES);
      IntVector used0 = IntVector.fromArray(INTS, weights, w + 2 * LANES);
      IntVector used1 = IntVector.fromArray(INTS, weights, w + 3 * LANES);
      IntVector x = IntVector.broadcast(INTS, words[a0 + offset]);
      low00 = low00.add(x.lanewise(XOR, negative0).lanewise(AND, used0).lanewise(BIT_COUNT));
      low01 = low01.add(x.lanewise(XOR, negative1).lanewise(AND, used1).lanewise(BIT_COUNT));
      x = IntVector.broadcast(INTS, words[a0 + offset + 1]);
      high00 = high00.add(x.lanewise(XOR, negative0).lanewise(AND, used0).lanewise(BIT_COUNT));
      high01 = high01.add(x.lanewise(XOR, negative1).lanewise(AND, used1).lanewise(BIT_COUNT));
      x = IntVector.broadcast(INTS, words[a1 + offset]);
      low10 = low10.add(x.lanewise(XOR, negative0).lanewise(AND, used0).lanewise(BIT_COUNT));
      low11 = low11.add(x.lanewise(XOR, negative1).lanewise(AND, used1).lanewise(BIT_COUNT));
      x = IntVector.broadcast(INTS, words[a1 + offset + 1]);
      high10 = high10.add(x.lanewise(XOR, negative0).lanewise(AND, used0).lanewise(BIT_COUNT));
      high11 = high11.add(x.lanewise(XOR, negative1).lanewise(AND, used1).lanewise(BIT_COUNT));
      x = IntVector.broadcast(INTS, words[a2 + offset]);
      low20 = low20.add(x.lanewise(XOR, negative0).lanewise(AND, used0).lanewise(BIT_COUNT));
      low21 = low21.add(x.lanewise(XOR, negative1).lanewise(AND, used1).lanewise(BIT_COUNT));
      x = IntVector.broadcast(INTS, words[a2 + offset + 1]);
      high20 = high20.add(x.lanewise(XOR, negative0).lanewise(AND, used0).lanewise(BIT_COUNT));
      high21 = high21.add(x.lanewise(XOR, negative1).lanewise(AND, used1).lanewise(BIT_COUNT));
      x = IntVector.broadcast(INTS, words[a3 + offset]);
      low30 = low30.add(x.lanewise(XOR, negative0).lanewise(AND, used0).lanewise(BIT_COUNT));
      low31 = low31.add(x.lanewise(XOR, negative1).lanewise(AND, used1).lanewise(BIT_COUNT));
      x = IntVector.broadcast(INTS, words[a3 + offset + 1]);
      high30 = high30.add(x.lanewise(XOR, negative0).lanewise(AND, used0).lanewise(BIT_COUNT));
      high31 = high31.add(x.lanewise(XOR, negative1).lanewise(AND, used1).lanewise(BIT_COUNT));
    }
    IntVector second = low01.add(high01.lanewise(LSHL, 1));
    low00.add(high00.lanewise(LSHL, 1)).mul(factor).add(second.mul(join)).intoArray(sums, at);
    second.mul(factor).intoArray(sums, at + LANES);
    int at1 = at + r1 * stride;
    second = low11.add(high11.lanewise(LSHL, 1));
    low10.add(high10.lanewise(LSHL, 1)).mul(factor).add(second.mul(join)).intoArray(sums, at1);
    second.mul(factor).intoArray(sums, at1 + LANES);
    int at2 = at + r2 * stride;
    second = low21.add(high21.lanewise(LSHL, 1));
    low20.add(high20.lanewise(LSHL, 1)).mul(factor).add(second.mul(join)).intoArray(sums, at2);
    second.mul(factor).intoArray(sums, at2 + LANES);
    int at3 = at + r3 * stride;
    second = low31.add(high31.lanewise(LSHL, 1));
    low30.add(high30.lanewise(LSHL, 1)).mul(factor).add(second.mul(join)).intoArray(sums, at3);
    second.mul(factor).intoArray(sums, at3 + LANES);
  }
}
