package org.greensweep.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.greensweep.hardware.studies.Layers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search evaluates mappings by the million: counting and costing one makes no garbage. */
class EvaluationAllocationTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "DRAM[WIO] for M24 C2 / GlobalBuffer[WIO] for C32 Q13 | spX P13 | spY C4 R3 / RegFile[WIO] for M16 S3",
        "DRAM[WIO] for M25 C2 / GlobalBuffer[WIO] for C32 Q13 | spX P6 | spY C4 R3 / RegFile[WI] for M16 S3 P3"
      })
  void evaluatingAllocatesNothing(String mapping) {
    ConvolutionProblem problem = Layers.alexNetConvolutions(1).get(2);
    Geometry geometry = Geometry.of(problem);
    LoopNest nest = new LoopNest(3);
    Mapping.parse(mapping).into(nest, geometry.extents);
    AccessCounts counts = new AccessCounts(3);
    AccessCounter counter = new AccessCounter(geometry);
    CostModel model = new CostModel(problem, Accelerators.isca16());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double sum = 0;
    long before = 0;
    for (int round = 0; round < 2; round++) {
      before = threads.getCurrentThreadAllocatedBytes();
      for (int repeat = 0; repeat < 1000; repeat++) {
        nest.finish(geometry.extents);
        counter.count(nest, counts);
        sum += model.picojoules(counts);
      }
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(sum).isPositive();
    assertThat(allocated).isLessThan(1000);
  }
}
