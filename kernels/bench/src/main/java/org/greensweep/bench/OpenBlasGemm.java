package org.greensweep.bench;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import org.bytedeco.javacpp.FloatPointer;

/** OpenBLAS's {@code sgemm} over memory outside the heap; packs both matrices in every call. */
final class OpenBlasGemm implements Work {
  private final int size;
  private final FloatPointer a;
  private final FloatPointer b;
  private final FloatPointer c;

  OpenBlasGemm(Subject.Gemm subject) {
    size = subject.size();
    a = new FloatPointer(subject.a());
    b = new FloatPointer(subject.b());
    c = new FloatPointer((long) size * size);
  }

  @Override
  public void run() {
    cblas_sgemm(
        CblasRowMajor,
        CblasNoTrans,
        CblasNoTrans,
        size,
        size,
        size,
        1,
        a,
        size,
        b,
        size,
        0,
        c,
        size);
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
