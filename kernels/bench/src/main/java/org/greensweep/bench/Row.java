package org.greensweep.bench;

/** The rows of the table: what is compared, what it has to reach and what it aims at. */
enum Row {
  GEMM_OPENBLAS("fp32 GEMM 1024: ours / OpenBLAS speed", 1.2, 1.3),
  GEMM_ONEDNN("fp32 GEMM 1024: ours / oneDNN speed", 0.85, 0.95);

  private final String title;
  private final double atLeast;
  private final double aim;

  Row(String title, double atLeast, double aim) {
    this.title = title;
    this.atLeast = atLeast;
    this.aim = aim;
  }

  String title() {
    return title;
  }

  /** The ratio to reach; not a number where the row only reports. */
  double atLeast() {
    return atLeast;
  }

  double aim() {
    return aim;
  }
}
