package org.greensweep.network;

import java.util.List;

/** One learned factor per channel (LayerScale, Touvron 2021). */
public record ChannelScale(int channels) implements Layer {
  public ChannelScale {
    Check.positive("channels", channels);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return Inputs.channels("channel scale", inputs, channels);
  }

  @Override
  public long parameters() {
    return channels;
  }
}
