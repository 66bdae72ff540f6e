package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.greensweep.inference.kernel.OrientedGradients;
import org.greensweep.inference.kernel.OrientedGradientsScalar;

/**
 * A vector of pixels at a time: no orientation is looked up and no vote scattered, every pixel
 * gives every bin its share, which is 0 for most.
 */
final class OrientedGradientsVector implements OrientedGradients {
  @Override
  public void vote(
      float[] image,
      int width,
      int height,
      int row,
      float weightAbove,
      float[] above,
      float weightBelow,
      float[] below) {
    // The first and the last column have a neighbour less.
    int first = Math.min(1, width);
    int last = first + Species.bound(Math.max(0, width - 1 - first));
    OrientedGradientsScalar.voteColumns(
        image, width, height, row, weightAbove, above, weightBelow, below, 0, first);
    int at = row * width;
    int up = Math.max(row - 1, 0) * width;
    int down = Math.min(row + 1, height - 1) * width;
    for (int x = first; x < last; x += LANES) {
      FloatVector right =
          FloatVector.fromArray(FLOATS, image, at + x + 1)
              .sub(FloatVector.fromArray(FLOATS, image, at + x - 1));
      FloatVector along =
          FloatVector.fromArray(FLOATS, image, down + x)
              .sub(FloatVector.fromArray(FLOATS, image, up + x));
      FloatVector magnitude = right.mul(right).add(along.mul(along)).lanewise(VectorOperators.SQRT);
      FloatVector position = orientation(right, along).mul(BINS_PER_RADIAN);
      for (int bin = 0; bin < BINS; bin++) {
        FloatVector distance = position.sub(bin + 0.5f).abs();
        FloatVector around = FloatVector.broadcast(FLOATS, BINS).sub(distance);
        distance = distance.blend(around, around.lt(distance));
        FloatVector share = FloatVector.broadcast(FLOATS, 1).sub(distance);
        FloatVector vote = share.blend(0, share.lt(0)).mul(magnitude);
        int sum = bin * width + x;
        FloatVector.fromArray(FLOATS, above, sum).add(vote.mul(weightAbove)).intoArray(above, sum);
        FloatVector.fromArray(FLOATS, below, sum).add(vote.mul(weightBelow)).intoArray(below, sum);
      }
    }
    OrientedGradientsScalar.voteColumns(
        image, width, height, row, weightAbove, above, weightBelow, below, last, width);
  }

  private static FloatVector orientation(FloatVector right, FloatVector along) {
    FloatVector x = right.abs();
    FloatVector y = along.abs();
    VectorMask<Float> steep = x.lt(y);
    FloatVector larger = x.blend(y, steep);
    FloatVector ratio = y.blend(x, steep).div(larger);
    // 0 / 0 where there is no gradient.
    ratio = ratio.blend(0, larger.eq(0));
    FloatVector square = ratio.mul(ratio);
    FloatVector sum = FloatVector.broadcast(FLOATS, ARC_TANGENT[4]);
    for (int i = 3; i >= 0; i--) {
      sum = sum.mul(square).add(ARC_TANGENT[i]);
    }
    FloatVector angle = sum.mul(ratio);
    angle = angle.blend(FloatVector.broadcast(FLOATS, HALF_PI).sub(angle), steep);
    VectorMask<Float> falling = right.mul(along).lt(0);
    return angle.blend(FloatVector.broadcast(FLOATS, PI).sub(angle), falling);
  }

  @Override
  public float dot(float[] left, int leftAt, float[] right, int rightAt, int length) {
    FloatVector even = FloatVector.zero(FLOATS);
    FloatVector odd = FloatVector.zero(FLOATS);
    int i = 0;
    // Two sums hide the latency of the additions.
    for (; i <= length - 2 * LANES; i += 2 * LANES) {
      even =
          FloatVector.fromArray(FLOATS, left, leftAt + i)
              .fma(FloatVector.fromArray(FLOATS, right, rightAt + i), even);
      odd =
          FloatVector.fromArray(FLOATS, left, leftAt + i + LANES)
              .fma(FloatVector.fromArray(FLOATS, right, rightAt + i + LANES), odd);
    }
    float sum = even.add(odd).reduceLanes(VectorOperators.ADD);
    for (; i < length; i++) {
      sum += left[leftAt + i] * right[rightAt + i];
    }
    return sum;
  }
}
