package org.greensweep.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.greensweep.jobs.Main;
import org.greensweep.network.onnx.OnnxTensorFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InferCommandTest {
  private static final int PIXELS = 32;
  private static final int VALUES = 3 * PIXELS * PIXELS;

  @TempDir Path folder;

  private record Answer(int exit, String out, String err) {}

  private static Answer answer(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    int exit = commandLine.execute(arguments);
    return new Answer(exit, out.toString(), err.toString());
  }

  private float[] output(String runtime, String model, Path input, String precision)
      throws IOException {
    Path results = folder.resolve(runtime + precision);
    Answer answer =
        answer(
            "infer",
            model,
            "--input",
            "input=" + input,
            "--output-dir",
            results.toString(),
            "--runtime",
            runtime,
            "--precision",
            precision,
            "--resolution",
            "" + PIXELS,
            "--repeat",
            "2",
            "--json");
    assertThat(answer.err).isEmpty();
    assertThat(answer.exit).isZero();
    JsonNode json = new ObjectMapper().readTree(answer.out);
    assertThat(json.at("/outputs/0/shape").toString()).isEqualTo("[1,1000]");
    assertThat(json.at("/latency/samples").asInt()).isEqualTo(2);
    assertThat(json.at("/latency/threads").asInt()).isEqualTo(1);
    assertThat(json.at("/latency/median_ms").asDouble())
        .isBetween(json.at("/latency/low_ms").asDouble(), json.at("/latency/high_ms").asDouble());
    OnnxTensorFile tensor = OnnxTensorFile.read(Path.of(json.at("/outputs/0/file").asText()));
    assertThat(tensor.dims()).isEqualTo(List.of(1, 1000));
    return tensor.values();
  }

  private Path input() {
    float[] values = new float[VALUES];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i % 17 - 8) / 8f;
    }
    Path file = folder.resolve("input.pb");
    new OnnxTensorFile("input", List.of(1, 3, PIXELS, PIXELS), values).write(file);
    return file;
  }

  @Test
  void bothRuntimesGiveTheSameAnswerForTheZooAndForAFile() throws IOException {
    Path input = input();
    float[] ours = output("java", "squeezenet-1.1", input, "fp32");
    assertClose(output("onnxruntime", "squeezenet-1.1", input, "fp32"), ours);

    Path file = folder.resolve("exported.onnx");
    Answer export =
        answer("export-onnx", "squeezenet-1.1", "-r", "" + PIXELS, "--to", file.toString());
    assertThat(export.exit).as(export.err).isZero();
    assertThat(export.out).contains("squeezenet-1.1 at fp32, input 3x32x32");
    assertClose(output("java", file.toString(), input, "fp32"), ours);
    assertClose(output("onnxruntime", file.toString(), input, "fp32"), ours);
  }

  private static void assertClose(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f));
    }
  }

  @Test
  void withoutAnInputTheSeedDecides() {
    String[] command = {"infer", "squeezenet-1.1", "-r", "32", "--repeat", "1", "--seed", "3"};
    Answer first = answer(command);
    assertThat(first.exit).as(first.err).isZero();
    assertThat(first.out).contains("softmax [1, 1000]: largest is element ", "latency: median ");
    assertThat(answer(command).out.lines().findFirst()).isEqualTo(first.out.lines().findFirst());
  }

  @Test
  void mistakesAreNamed() throws IOException {
    assertThat(answer("infer", "squeezenet").err).contains("unknown network 'squeezenet'");
    assertThat(answer("infer", "squeezenet-1.1", "--runtime", "tvm").err)
        .contains("unknown runtime 'tvm'; valid is java, onnxruntime");
    assertThat(answer("infer", "squeezenet-1.1", "--precision", "w3a3").err)
        .contains("Unknown precision w3a3; valid are");
    assertThat(answer("infer", "squeezenet-1.1", "--input", "image=x.pb").err)
        .contains("unknown input 'image'; valid is input");
    assertThat(answer("infer", "squeezenet-1.1", "--input", "input=" + folder.resolve("no.pb")).err)
        .contains("no.pb: cannot be read");
    assertThat(answer("infer", "squeezenet-1.1", "--input", "input=" + input()).err)
        .contains("the tensor is [1, 3, 32, 32] but input input is [1, 3, 224, 224]");
    Path broken = folder.resolve("broken.pb");
    Files.write(broken, new byte[] {1, 2, 3});
    Answer answer = answer("infer", "squeezenet-1.1", "--input", "input=" + broken);
    assertThat(answer.err).contains("not an ONNX tensor");
    assertThat(answer.exit).isEqualTo(2);
    assertThat(answer("infer", folder.resolve("missing.onnx").toString()).err)
        .contains("no such file");
    assertThat(answer("infer", "squeezenet-1.1", "--repeat", "0").err).contains("at least 1");
  }
}
