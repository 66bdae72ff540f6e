package org.greensweep.bench;

import static org.bytedeco.dnnl.global.dnnl.dnnl_sgemm;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import org.bytedeco.javacpp.FloatPointer;

/** oneDNN's {@code sgemm} over memory outside the heap; packs both matrices in every call. */
final class OneDnnGemm implements Work {
  private static final byte NOT_TRANSPOSED = 'N';

  private final int size;
  private final FloatPointer a;
  private final FloatPointer b;
  private final FloatPointer c;

  OneDnnGemm(Subject.Gemm subject) {
    size = subject.size();
    a = new FloatPointer(subject.a());
    b = new FloatPointer(subject.b());
    c = new FloatPointer((long) size * size);
  }

  @Override
  public void run() {
    int status =
        dnnl_sgemm(
            NOT_TRANSPOSED, NOT_TRANSPOSED, size, size, size, 1, a, size, b, size, 0, c, size);
    if (status != dnnl_success) {
      throw new IllegalStateException("dnnl_sgemm of " + size + " returned status " + status);
    }
  }

  @Override
  public float[] answer() {
    float[] values = new float[size * size];
    c.get(values);
    return values;
  }

  @Override
  public void close() {
    a.close();
    b.close();
    c.close();
  }
}
