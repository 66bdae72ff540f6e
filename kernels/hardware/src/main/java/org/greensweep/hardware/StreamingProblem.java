package org.greensweep.hardware;

import org.greensweep.network.UserError;

/**
 * A layer that reads its inputs once, writes its outputs once and reuses nothing: pooling,
 * elementwise sums, normalisation, softmax.
 *
 * @param inputWords values read, over the whole batch
 * @param outputWords values written, over the whole batch
 * @param inputBits width of one value read
 * @param outputBits width of one value written
 * @param operations scalar operations over the whole batch
 * @param arithmetic what the operations compute with
 */
public record StreamingProblem(
    long inputWords,
    long outputWords,
    int inputBits,
    int outputBits,
    long operations,
    Arithmetic arithmetic)
    implements Problem {
  public StreamingProblem {
    Check.positive("streaming layer: words read", inputWords);
    Check.positive("streaming layer: words written", outputWords);
    Check.width("streaming layer: input width", inputBits);
    Check.width("streaming layer: output width", outputBits);
    if (operations < 0) {
      throw new UserError(
          "streaming layer: operations are " + operations + "; they must be 0 or more");
    }
  }

  @Override
  public String key() {
    return "stream|in=%dx%d|out=%dx%d|ops=%d|%s"
        .formatted(inputWords, inputBits, outputWords, outputBits, operations, arithmetic.id());
  }
}
