package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Float16;
import org.greensweep.inference.kernel.Float16Convolution;
import org.greensweep.inference.kernel.Scratch;
import org.jspecify.annotations.Nullable;

/**
 * {@link Winograd} of inputs and weights that are stored in 16 bits. Transformed weights need more
 * digits, so a panel of them is transformed whenever it is multiplied.
 */
final class Float16WinogradVector extends Winograd implements Float16Convolution {
  /** Input channels whose weights lie tap by tap; every vector of channels is a multiple of it. */
  private static final int CHANNELS = 4;

  private static final int TAPS = 9;
  private static final int CHUNK = CHANNELS * FloatTile.WIDTH;

  private final Float16 format;

  /** By panel of output channels, chunk of input channels, tap, input channel, output channel. */
  private final short[] weights;

  private final float[] bias;
  private final Float16Epilogue epilogue;

  Float16WinogradVector(
      ConvolutionShape shape,
      Float16 format,
      float[] weights,
      float[] bias,
      Clamp clamp,
      int threads) {
    super(shape, Inputs.halves(format), shape.padValue(), WIDE, threads);
    this.format = format;
    this.weights = pack(weights);
    this.bias = Arrays.copyOf(bias, panels() * FloatTile.WIDTH);
    this.epilogue = new Float16Epilogue(format, clamp);
  }

  private short[] pack(float[] values) {
    int inputs = shape().inputChannels();
    short[] packed = new short[panels() * inputs * TAPS * FloatTile.WIDTH];
    int at = 0;
    for (int output = 0; output < shape().outputChannels(); output++) {
      int panel = output / FloatTile.WIDTH;
      int column = output % FloatTile.WIDTH;
      for (int tap = 0; tap < TAPS; tap++) {
        for (int k = 0; k < inputs; k++) {
          int chunk = panel * (inputs / CHANNELS) + k / CHANNELS;
          int row = (chunk * TAPS + tap) * CHANNELS + k % CHANNELS;
          packed[row * FloatTile.WIDTH + column] = format.bits(values[at++]);
        }
      }
    }
    return packed;
  }

  @Override
  public void run(
      int tile,
      short[] input,
      float @Nullable [] residual,
      float @Nullable [] real,
      short @Nullable [] rounded,
      Scratch scratch) {
    run(tile, (Object) input, residual, real, rounded, scratch);
  }

  /** A chunk in fp32, the chunk transformed along columns, the panel transformed. */
  @Override
  int workingValues(int count, int panels) {
    return (TAPS + WinogradTransforms.POINTS / 2) * CHUNK
        + WinogradTransforms.POINTS * shape().inputChannels() * FloatTile.WIDTH;
  }

  @Override
  void multiply(int count, int firstPanel, int endPanel, float[] a, float[] c, int work) {
    int inputs = shape().inputChannels();
    int outputs = (endPanel - firstPanel) * FloatTile.WIDTH;
    int panelAt = work + (TAPS + WinogradTransforms.POINTS / 2) * CHUNK;
    for (int panel = firstPanel; panel < endPanel; panel++) {
      for (int chunk = 0; chunk < inputs / CHANNELS; chunk++) {
        int at = (panel * (inputs / CHANNELS) + chunk) * TAPS * CHUNK;
        Float16Vector.widenWhole(format, weights, at, c, work, TAPS * CHUNK);
        transform(c, work, panelAt + chunk * CHUNK);
      }
      for (int point = 0; point < WinogradTransforms.POINTS; point++) {
        int b = panelAt + point * inputs * FloatTile.WIDTH;
        int to = point * pointStep(count * outputs) + (panel - firstPanel) * FloatTile.WIDTH;
        multiply(inputs, a, point * pointStep(count * inputs), count, c, b, c, to, outputs);
      }
    }
  }

  private void transform(float[] c, int chunk, int to) {
    int half = chunk + TAPS * CHUNK;
    int step = shape().inputChannels() * FloatTile.WIDTH;
    for (int x = 0; x < 3; x++) {
      WinogradTransforms.weights(
          c, chunk + x * CHUNK, 3 * CHUNK, c, half + x * CHUNK, 3 * CHUNK, CHUNK);
    }
    for (int y = 0; y < 6; y++) {
      WinogradTransforms.weights(c, half + y * 3 * CHUNK, CHUNK, c, to + y * 6 * step, step, CHUNK);
    }
  }

  @Override
  void finish(
      float[] sums,
      int from,
      int firstPanel,
      int endPanel,
      int pixel,
      int count,
      float @Nullable [] residual,
      float @Nullable [] real,
      @Nullable Object narrow) {
    int channel = firstPanel * FloatTile.WIDTH;
    int stride = (endPanel - firstPanel) * FloatTile.WIDTH;
    int channels = shape().outputChannels();
    for (int x = 0; x < count; x++) {
      int at = from + x * stride;
      for (int i = 0; i < stride; i += LANES) {
        FloatVector.fromArray(FLOATS, sums, at + i)
            .add(FloatVector.fromArray(FLOATS, bias, channel + i))
            .intoArray(sums, at + i);
      }
    }
    int width = Math.min(stride, channels - channel);
    int to = pixel * channels + channel;
    epilogue.storeRows(
        sums, from, stride, count, width, to, channels, residual, real, (short[]) narrow);
  }
}
