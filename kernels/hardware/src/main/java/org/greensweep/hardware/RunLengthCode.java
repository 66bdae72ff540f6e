package org.greensweep.hardware;

import java.util.ArrayList;
import java.util.List;
import org.greensweep.network.UserError;

/**
 * Run-length code of feature maps: pairs of a run of zeros and the value after it, packed into
 * words (Chen et al., JSSC 2017, III.C).
 *
 * <p>A run that reaches its maximum is followed by whatever value comes next, zero or not; zeros at
 * the end are coded as one pair with the last of them as its value.
 *
 * @param runBits width of a run; the longest is {@code 2^runBits - 1}
 * @param valueBits width of a value
 * @param wordBits width of the word that pairs are packed into
 * @param pairsPerWord pairs in a word; what is left over holds flags
 */
public record RunLengthCode(int runBits, int valueBits, int wordBits, int pairsPerWord)
    implements SparseCode {
  /** 5-bit runs, 16-bit values, three pairs and a flag in 64 bits. */
  public static final RunLengthCode EYERISS = new RunLengthCode(5, 16, 64, 3);

  /** A run of zeros and the value that ends it. */
  public record Pair(int zeros, int value) {}

  public RunLengthCode {
    if (runBits < 1
        || runBits > 16
        || valueBits < 1
        || (long) pairsPerWord * (runBits + valueBits) > wordBits) {
      throw new UserError(
          "Run-length code: %d pairs of %d + %d bits do not fit %d bits"
              .formatted(pairsPerWord, runBits, valueBits, wordBits));
    }
  }

  private int longestRun() {
    return (1 << runBits) - 1;
  }

  /** The pairs that stand for {@code values}. */
  public List<Pair> encode(int[] values) {
    List<Pair> pairs = new ArrayList<>();
    int zeros = 0;
    for (int index = 0; index < values.length; index++) {
      boolean last = index == values.length - 1;
      if (values[index] == 0 && zeros < longestRun() && !last) {
        zeros++;
      } else {
        pairs.add(new Pair(zeros, values[index]));
        zeros = 0;
      }
    }
    return pairs;
  }

  /** The values that {@code pairs} stand for. */
  public int[] decode(List<Pair> pairs) {
    int[] values = new int[pairs.stream().mapToInt(pair -> pair.zeros() + 1).sum()];
    int at = 0;
    for (Pair pair : pairs) {
      at += pair.zeros();
      values[at++] = pair.value();
    }
    return values;
  }

  /** Bits of {@code values} when coded, whole words. */
  @Override
  public long encodedBits(int[] values) {
    long pairs = encode(values).size();
    return (pairs + pairsPerWord - 1) / pairsPerWord * wordBits;
  }

  /**
   * Expected bits per value where each value is non-zero with probability {@code density}, on its
   * own: a pair covers {@code (1 - (1 - density)^(2^runBits)) / density} values on average. Real
   * zeros cluster, so real maps code shorter.
   */
  @Override
  public double expectedBits(double density) {
    Check.fraction("density of a feature map", density);
    int most = longestRun() + 1;
    double covered = density == 0 ? most : (1 - Math.pow(1 - density, most)) / density;
    return (double) wordBits / pairsPerWord / covered;
  }
}
