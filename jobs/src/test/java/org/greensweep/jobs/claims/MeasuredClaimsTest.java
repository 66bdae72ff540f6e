package org.greensweep.jobs.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.greensweep.catalog.carbon.Interval;
import org.greensweep.catalog.claims.Recomputation;
import org.greensweep.jobs.claims.MacsAndLatency.Point;
import org.junit.jupiter.api.Test;

class MeasuredClaimsTest {
  private static Point point(String name, long macs, double low, double high) {
    return new Point(name, macs, new Interval(low, (low + high) / 2, high));
  }

  @Test
  void theFarthestPairOfEqualsIsFoundByTheEndsThatFaceEachOther() {
    Point slow = point("slow", 105_000_000, 0.029, 0.031);
    Point fast = point("fast", 100_000_000, 0.0099, 0.0101);
    Point dense = point("dense", 400_000_000, 0.0101, 0.0103);
    Point alone = point("alone", 900_000_000, 9, 9);
    List<Point> points = List.of(slow, dense, fast, alone);
    MacsAndLatency.Pair latency = MacsAndLatency.latencyAtEqualMacs(points).orElseThrow();
    assertThat(latency.ratio()).isCloseTo(0.029 / 0.0101, within(1e-9));
    assertThat(latency.text()).isEqualTo("slow (105 M, 30 ms) and fast (100 M, 10 ms)");
    MacsAndLatency.Pair macs = MacsAndLatency.macsAtEqualLatency(points).orElseThrow();
    assertThat(macs.ratio()).isCloseTo(4, within(1e-9));
    assertThat(macs.text()).isEqualTo("dense (400 M, 10.2 ms) and fast (100 M, 10 ms)");
  }

  @Test
  void aTenthApartIsNotTheSameAndNeitherIsNoise() {
    List<Point> points = List.of(point("a", 100, 1, 1), point("b", 111, 1, 1.11));
    assertThat(MacsAndLatency.latencyAtEqualMacs(points)).isEmpty();
    assertThat(MacsAndLatency.macsAtEqualLatency(points)).isEmpty();
  }

  /** Three JVMs start and time a layer each; how fast is not this test's business. */
  @Test
  void theBinaryLayerIsTimedInJvmsOfItsOwn() {
    Recomputation speedup = MeasuredClaims.binarySpeedup(0.001);
    assertThat(speedup.ours()).hasSize(2).allMatch(ratio -> ratio > 0);
    assertThat(speedup.judgement()).isPresent();
    assertThat(speedup.beside()).contains("plain fp32 loops", "best fp32 kernel here");
  }
}
