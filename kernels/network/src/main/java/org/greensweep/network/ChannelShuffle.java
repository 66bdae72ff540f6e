package org.greensweep.network;

import java.util.List;

/**
 * Interleaves {@code groups} runs of channels: channel {@code g * C/groups + k} becomes channel
 * {@code k * groups + g} (Zhang 2017, ShuffleNet).
 */
public record ChannelShuffle(int groups) implements Layer {
  public ChannelShuffle {
    Check.positive("groups", groups);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape in = Inputs.one("channel shuffle", inputs);
    if (in.channels() % groups != 0) {
      throw new UserError(
          "channel shuffle takes a multiple of " + groups + " channels but is given " + in);
    }
    return in;
  }
}
