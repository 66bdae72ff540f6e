package org.greensweep.network;

import java.util.List;

/**
 * Turns a map of {@code patches} positions into a column of tokens: a learned class token, then the
 * positions row by row, each with its learned position embedding added (Dosovitskiy 2020, equation
 * 1). The output is {@code channels x (patches + 1) x 1}.
 */
public record TokenEmbedding(int channels, int patches) implements Layer {
  public TokenEmbedding {
    Check.positive("channels", channels);
    Check.positive("patches", patches);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape in = Inputs.channels("token embedding", inputs, channels);
    if ((long) in.height() * in.width() != patches) {
      throw new UserError("token embedding takes " + patches + " positions but is given " + in);
    }
    return Shape.of(channels, patches + 1, 1);
  }

  /** The class token and an embedding for every token. */
  @Override
  public long parameters() {
    return (long) channels * (patches + 2);
  }
}
