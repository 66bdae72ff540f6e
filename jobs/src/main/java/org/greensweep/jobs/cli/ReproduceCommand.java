package org.greensweep.jobs.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.greensweep.catalog.claims.ArithmeticClaims;
import org.greensweep.catalog.claims.ClaimLedger;
import org.greensweep.catalog.claims.ClaimResult;
import org.greensweep.catalog.claims.ClaimRows;
import org.greensweep.catalog.claims.Recomputation;
import org.greensweep.catalog.claims.Verdict;
import org.greensweep.jobs.claims.HardwareClaims;
import org.greensweep.jobs.claims.MeasuredClaims;
import org.greensweep.jobs.claims.NetworkClaims;
import org.greensweep.jobs.claims.PatchNetworkClaims;
import org.greensweep.jobs.claims.TrainingClaims;
import org.greensweep.jobs.conf.Home;
import org.greensweep.jobs.conf.Version;
import org.greensweep.jobs.spark.ClaimStage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Recomputes the published numbers of the claims ledger. */
@Command(
    name = "reproduce",
    description = {
      "Recomputes published numbers of the field and says which hold, which differ and why, and which need networks",
      "to be trained, which is not built. It says what is true beside the popular ones, and appends all to table",
      "claims. All together take some minutes; those that are timed (bnn-speedup, macs-latency) want a quiet machine."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobs/greensweep reproduce",
      "  jobs/greensweep reproduce nas-lb nas-corrected five-cars",
      "  jobs/greensweep reproduce macs-latency --json",
      "  jobs/greensweep show \"select claim_id, published, ours, verdict from claims where verdict = 'differs'\""
    })
public final class ReproduceCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "ID",
      description = "Claims of the ledger. Default: all.")
  private List<String> ids = new ArrayList<>();

  @Mixin private OutputOption output = new OutputOption();

  @Option(names = "--json", description = "One JSON object for programs.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** What {@code --json} prints. */
  record Reproduced(List<ReproducedClaim> claims) {}

  /** A claim of {@link Reproduced}. */
  record ReproducedClaim(
      String id,
      String published,
      String ours,
      String unit,
      String kind,
      String verdict,
      String reason,
      String beside) {}

  @Override
  public Integer call() {
    ClaimLedger ledger = ClaimLedger.load();
    ids.forEach(ledger::of);
    output.checkWritable();
    Map<String, Supplier<Recomputation>> recomputations =
        new HashMap<>(ArithmeticClaims.recomputations());
    recomputations.putAll(NetworkClaims.recomputations());
    recomputations.putAll(TrainingClaims.recomputations());
    recomputations.putAll(
        PatchNetworkClaims.recomputations(Home.path(), ArithmeticClaims.recomputations()));
    recomputations.putAll(HardwareClaims.recomputations(Home.path()));
    recomputations.putAll(MeasuredClaims.recomputations(Home.path()));
    List<ClaimResult> results = ledger.judge(ids, recomputations);
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        json
            ? Json.of(new Reproduced(results.stream().map(ReproduceCommand::claim).toList()))
            : text(results));
    out.flush();
    Instant now = Instant.now();
    ClaimStage.append(
        output.location(),
        results.stream().map(result -> ClaimRows.of(result, now, Version.text())).toList());
    PrintWriter err = spec.commandLine().getErr();
    err.printf("Table claims in %s/catalogue has them too.%n", output.location());
    err.flush();
    return 0;
  }

  private static ReproducedClaim claim(ClaimResult result) {
    return new ReproducedClaim(
        result.claim().id(),
        result.claim().published(),
        result.ours(),
        result.claim().unit(),
        result.claim().kind(),
        result.verdict().word(),
        result.reason(),
        result.beside());
  }

  private static String text(List<ClaimResult> results) {
    TextTable table =
        new TextTable("claim", "published", "ours", "unit", "kind", "verdict", "statement");
    List<String> notes = new ArrayList<>();
    for (ClaimResult result : results) {
      table.add(
          result.claim().id(),
          result.claim().published(),
          result.ours().isEmpty() ? "-" : result.ours(),
          result.claim().unit(),
          result.claim().kind(),
          result.verdict().word(),
          result.claim().statement());
      if (!result.beside().isEmpty()) {
        notes.add(result.claim().id() + ": " + result.beside());
      }
      if (result.verdict() == Verdict.DIFFERS) {
        notes.add(result.claim().id() + " differs: " + result.reason());
      }
      if (result.verdict() == Verdict.NOT_YET) {
        notes.add(result.claim().id() + " not yet: " + result.reason());
      }
    }
    Map<Verdict, Long> counts =
        results.stream()
            .collect(Collectors.groupingBy(ClaimResult::verdict, Collectors.counting()));
    return "%s%n%n%s%s%d hold, %d differ, %d not yet."
        .formatted(
            table,
            String.join("\n", notes),
            notes.isEmpty() ? "" : "\n\n",
            counts.getOrDefault(Verdict.HOLDS, 0L),
            counts.getOrDefault(Verdict.DIFFERS, 0L),
            counts.getOrDefault(Verdict.NOT_YET, 0L));
  }
}
