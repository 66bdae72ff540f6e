package org.greensweep.jobs.claims;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.greensweep.catalog.carbon.SignificantDigits;
import org.greensweep.catalog.claims.Recomputation;
import org.greensweep.hardware.Accelerator;
import org.greensweep.hardware.Dataflow;
import org.greensweep.hardware.MappingSearch;
import org.greensweep.hardware.NoMappingException;
import org.greensweep.hardware.NodeProblem;
import org.greensweep.hardware.Problems;
import org.greensweep.hardware.Zeros;
import org.greensweep.jobs.conf.AcceleratorFiles;
import org.greensweep.jobs.conf.DataflowFiles;
import org.greensweep.jobs.conf.YamlFile;
import org.greensweep.network.Network;
import org.greensweep.network.PrecisionPlans;
import org.greensweep.network.zoo.PatchShare;
import org.greensweep.network.zoo.Zoo;

/**
 * What is true beside the claims about patches: pixels were called energy. The share of
 * multiply-accumulates and of modelled joules of the network that the claims are about, over the
 * same features of the whole image.
 */
public final class PatchNetworkClaims {
  private static final double PERCENT = 100;
  private static final int DIGITS = 2;
  private static final int SMALL = 500;
  private static final int LARGE = 1500;

  private final Accelerator accelerator;
  private final Dataflow rows;

  private PatchNetworkClaims(Path home) {
    this.accelerator =
        YamlFile.parse(
            "isca16-256",
            AcceleratorFiles.text("reproduce", "isca16-256", home),
            Accelerator.class);
    this.rows =
        YamlFile.parse(
            "row-stationary",
            DataflowFiles.text("reproduce", "row-stationary", home),
            Dataflow.class);
  }

  /**
   * The claims about patches with multiply-accumulates and joules beside them.
   *
   * @param pixels how to recompute the claims themselves
   */
  public static Map<String, Supplier<Recomputation>> recomputations(
      Path home, Map<String, Supplier<Recomputation>> pixels) {
    Map<String, Supplier<Recomputation>> all = new LinkedHashMap<>();
    put(all, pixels, "patch-pixels-500-5", () -> new PatchNetworkClaims(home).shares(SMALL, 5));
    put(all, pixels, "patch-pixels-500-50", () -> new PatchNetworkClaims(home).shares(SMALL, 50));
    // Two claims are about the same network: it is costed once.
    Map<Integer, String> said = new HashMap<>();
    Supplier<String> large =
        () -> said.computeIfAbsent(LARGE, side -> new PatchNetworkClaims(home).shares(side, 5, 50));
    put(all, pixels, "patch-pixels-1500", large);
    put(all, pixels, "patch-weeks", large);
    return all;
  }

  private static void put(
      Map<String, Supplier<Recomputation>> all,
      Map<String, Supplier<Recomputation>> pixels,
      String id,
      Supplier<String> beside) {
    Supplier<Recomputation> claim = pixels.get(id);
    if (claim == null) {
      throw new IllegalArgumentException("Nothing recomputes " + id);
    }
    all.put(id, () -> claim.get().with(beside.get()));
  }

  private String shares(int side, int... patches) {
    double full = joules(Zoo.network("attention-sampling-full", side, 1, 10));
    StringBuilder text = new StringBuilder("Of our attention-sampling network on isca16-256:");
    for (int count : patches) {
      Network network =
          Zoo.network(
              "attention-sampling:n=%d,scale=%s".formatted(count, side == SMALL ? "0.2" : "0.12"),
              side,
              1,
              10);
      PatchShare share = PatchShare.of(network).orElseThrow();
      double spent = joules(network);
      text.append(
          " %d patches read %s %% of the pixels, take %s %% of the multiply-accumulates and %s %% of the joules (%s of %s mJ);"
              .formatted(
                  count,
                  digits(share.pixelPercent()),
                  digits(share.macPercent()),
                  digits(PERCENT * spent / full),
                  digits(spent * 1e3),
                  digits(full * 1e3)));
    }
    return text.deleteCharAt(text.length() - 1).append('.').toString();
  }

  private double joules(Network network) {
    double picojoules = 0;
    try {
      for (NodeProblem node :
          Problems.of(network, PrecisionPlans.of("fp32", network), 1, Zeros.NONE)) {
        picojoules +=
            MappingSearch.best(node.problem(), accelerator, rows).energy().totalPicojoules();
      }
    } catch (NoMappingException e) {
      throw new IllegalStateException("a shipped accelerator has no mapping", e);
    }
    return picojoules * 1e-12;
  }

  private static String digits(double value) {
    return SignificantDigits.plain(value, DIGITS);
  }
}
