package org.greensweep.inference.kernel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import org.greensweep.network.UserError;

/**
 * Chooses the kernels once per JVM: the vector ones where the incubator module is present, else the
 * scalar ones with one warning.
 */
public final class KernelProvider {
  /**
   * System property that forces a choice: 0 for scalar kernels, or 128, 256 or 512 for vectors of
   * that width; absent, the width that the CPU prefers.
   */
  public static final String VECTOR_BITS = "greensweep.vector-bits";

  private static final String MODULE = "jdk.incubator.vector";
  private static final String VECTOR_KERNELS = "org.greensweep.inference.simd.KernelsVector";
  private static final Logger LOGGER = System.getLogger(KernelProvider.class.getName());

  private KernelProvider() {}

  private static final class Holder {
    static final Kernels BEST = lookup(ModuleLayer.boot().findModule(MODULE).isPresent());
  }

  /** The kernels of this JVM. */
  public static Kernels best() {
    return Holder.BEST;
  }

  static Kernels lookup(boolean modulePresent) {
    String forced = System.getProperty(VECTOR_BITS, "");
    if (forced.equals("0")) {
      return new KernelsScalar();
    }
    if (!forced.isEmpty() && !forced.matches("128|256|512")) {
      throw new UserError(VECTOR_BITS + " is " + forced + "; it must be 0, 128, 256 or 512");
    }
    if (!modulePresent) {
      LOGGER.log(
          Level.WARNING,
          "The Vector API is missing: inference runs on plain scalar kernels, tens of times slower;"
              + " start java with --add-modules="
              + MODULE);
      return new KernelsScalar();
    }
    try {
      // By name: a class that mentions the incubator module must not load where it is missing.
      return (Kernels) Class.forName(VECTOR_KERNELS).getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(VECTOR_KERNELS + " does not start", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(VECTOR_KERNELS + " is not on the class path", e);
    }
  }
}
