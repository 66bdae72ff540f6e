package org.greensweep.bench;

import java.util.Locale;
import org.greensweep.network.UserError;

/** Who does the work. */
enum Engine {
  /** Our kernels, the best this JVM can run. */
  JAVA {
    @Override
    Work prepare(Subject subject, String precision, int threads) {
      return JavaWorks.of(subject, precision, threads);
    }
  },
  /** Our plain kernels: the loops that define what is computed. */
  JAVA_SCALAR {
    @Override
    Work prepare(Subject subject, String precision, int threads) {
      return JavaWorks.of(subject, precision, threads);
    }
  },
  ONNX_RUNTIME {
    @Override
    Work prepare(Subject subject, String precision, int threads) {
      return OnnxRuntimeWorks.of(subject, precision, threads);
    }
  },
  OPENBLAS {
    @Override
    Work prepare(Subject subject, String precision, int threads) {
      return new OpenBlasGemm(gemm(subject));
    }
  },
  ONEDNN {
    @Override
    Work prepare(Subject subject, String precision, int threads) {
      return new OneDnnGemm(gemm(subject));
    }
  };

  abstract Work prepare(Subject subject, String precision, int threads);

  /** {@code java-scalar}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Engine parse(String text) {
    for (Engine engine : values()) {
      if (engine.toString().equals(text)) {
        return engine;
      }
    }
    throw new UserError("Unknown engine " + text);
  }

  Subject.Gemm gemm(Subject subject) {
    if (subject instanceof Subject.Gemm gemm) {
      return gemm;
    }
    throw new UserError(this + " multiplies matrices only, not " + subject);
  }
}
