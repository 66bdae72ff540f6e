package org.greensweep.network;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the layers of any network are to compute with; {@link #plan} says what each layer of one
 * network does.
 *
 * @param name what rows and reports call it
 * @param base a {@link LayerPrecision} by name, for the layers that {@link PrecisionPlans} gives it
 *     to
 * @param layers by pattern of layer names ({@code layer4*}), a {@link LayerPrecision} by name that
 *     every convolution and dense layer matched gets, whatever the base's rules say; the last
 *     pattern that matches counts
 */
public record PrecisionScheme(
    String name, String base, Map<String, String> layers, Calibration calibration) {
  public PrecisionScheme {
    layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
    if (!base.equals(PrecisionPlans.AS_STORED)) {
      check(name, base);
    }
    for (String precision : layers.values()) {
      check(name, precision);
    }
  }

  /** The scheme that a precision's name alone means: {@code int8}, {@code w2a8}. */
  public static PrecisionScheme of(String name) {
    return new PrecisionScheme(name, name, Map.of(), Calibration.MIN_MAX);
  }

  /** Whether only the name says what it is. */
  public boolean isPlain() {
    return equals(of(base));
  }

  /**
   * The plan for {@code network}; a pattern that matches none of its convolutions and dense layers
   * is a {@link UserError}.
   */
  public PrecisionPlan plan(Network network) {
    for (String pattern : unmatched(network)) {
      throw new UserError(
          "Precision %s: no convolution or dense layer of %s is called '%s'; describe lists them"
              .formatted(name, network.name(), pattern));
    }
    PrecisionPlan plan = PrecisionPlans.of(base, network);
    LayerPrecision[] all = plan.layers().toArray(LayerPrecision[]::new);
    layers.forEach(
        (pattern, precision) ->
            matching(network, pattern).forEach(node -> all[node] = LayerPrecision.of(precision)));
    return new PrecisionPlan(name, List.of(all), calibration);
  }

  /** The patterns that match no convolution or dense layer of {@code network}. */
  public List<String> unmatched(Network network) {
    return layers.keySet().stream()
        .filter(pattern -> matching(network, pattern).isEmpty())
        .toList();
  }

  private static void check(String scheme, String precision) {
    try {
      LayerPrecision.of(precision);
    } catch (UserError e) {
      throw scheme.equals(precision)
          ? e
          : new UserError("Precision " + scheme + ": " + e.getMessage(), e);
    }
  }

  private static List<Integer> matching(Network network, String pattern) {
    Pattern regex =
        Pattern.compile(
            Arrays.stream(pattern.split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")));
    return IntStream.range(0, network.nodes().size())
        .filter(node -> network.nodes().get(node).layer().weightCount() > 0)
        .filter(node -> regex.matcher(network.nodes().get(node).name()).matches())
        .boxed()
        .toList();
  }
}
