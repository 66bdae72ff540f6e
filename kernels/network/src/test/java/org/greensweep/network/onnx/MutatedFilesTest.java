package org.greensweep.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.greensweep.network.NetworkProfile;
import org.greensweep.network.PrecisionPlans;
import org.greensweep.network.UserError;
import org.junit.jupiter.api.Test;

/** Files spoilt at random, byte by byte and field by field, are read or refused, nothing else. */
class MutatedFilesTest {
  private static final int FILES = 10_000;
  private static final long SEED = 20261121;
  private static final long[] EXTREMES = {
    0,
    1,
    -1,
    2,
    7,
    255,
    1 << 16,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 40,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  @Test
  void tenThousandSpoiltFilesAreReadOrRefused() {
    List<ModelProto> seeds = List.of(OnnxFiles.convolutional(), OnnxFiles.tensors());
    Random random = new Random(SEED);
    int read = 0;
    for (int file = 0; file < FILES; file++) {
      ModelProto seed = seeds.get(random.nextInt(seeds.size()));
      ByteString spoilt =
          random.nextInt(3) == 0 ? bytes(seed, random) : fields(seed, random).toByteString();
      try {
        OnnxModel model = OnnxFiles.read(spoilt);
        NetworkProfile.of(model.network(), PrecisionPlans.of("int8", model.network()));
        read++;
      } catch (UserError e) {
        assertThat(e.getMessage()).isNotBlank();
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        fail(
            "seed %d file %d: %s"
                .formatted(SEED, file, HexFormat.of().formatHex(spoilt.toByteArray())),
            e);
      }
    }
    // Some changes, such as of a name or a weight, leave a file that is well.
    assertThat(read).isBetween(FILES / 20, FILES * 19 / 20);
  }

  /** Some bytes changed, or the end cut off. */
  private static ByteString bytes(ModelProto seed, Random random) {
    byte[] bytes = seed.toByteArray();
    if (random.nextInt(4) == 0) {
      return ByteString.copyFrom(bytes, 0, random.nextInt(bytes.length));
    }
    for (int change = random.nextInt(4); change >= 0; change--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return ByteString.copyFrom(bytes);
  }

  /** Some values of fields, at any depth, changed, taken away, or there twice. */
  private static Message fields(ModelProto seed, Random random) {
    Message spoilt = seed;
    for (int change = random.nextInt(3); change >= 0; change--) {
      spoilt = changed(spoilt, random);
    }
    return spoilt;
  }

  private static Message changed(Message message, Random random) {
    Message.Builder builder = message.toBuilder();
    List<Map.Entry<FieldDescriptor, Object>> set =
        new ArrayList<>(message.getAllFields().entrySet());
    if (set.isEmpty()) {
      return message;
    }
    Map.Entry<FieldDescriptor, Object> entry = set.get(random.nextInt(set.size()));
    FieldDescriptor field = entry.getKey();
    if (!field.isRepeated()) {
      if (random.nextInt(12) == 0) {
        return builder.clearField(field).build();
      }
      return builder.setField(field, value(field, entry.getValue(), random)).build();
    }
    List<?> values = (List<?>) entry.getValue();
    int at = random.nextInt(values.size());
    switch (random.nextInt(8)) {
      case 0 -> {
        builder.clearField(field);
        for (int i = 0; i < values.size(); i++) {
          if (i != at) {
            builder.addRepeatedField(field, values.get(i));
          }
        }
      }
      case 1 -> builder.addRepeatedField(field, values.get(at));
      default -> builder.setRepeatedField(field, at, value(field, values.get(at), random));
    }
    return builder.build();
  }

  private static Object value(FieldDescriptor field, Object old, Random random) {
    long extreme = EXTREMES[random.nextInt(EXTREMES.length)];
    return switch (field.getJavaType()) {
      case INT -> (int) extreme;
      case LONG -> extreme;
      case FLOAT -> (float) extreme;
      case DOUBLE -> (double) extreme;
      case STRING -> string(old.toString(), random);
      case BYTE_STRING -> ((ByteString) old).substring(0, ((ByteString) old).size() / 2);
      case MESSAGE -> changed((Message) old, random);
      case BOOLEAN -> !(Boolean) old;
      case ENUM ->
          field
              .getEnumType()
              .getValues()
              .get(random.nextInt(field.getEnumType().getValues().size()));
    };
  }

  /** Another operator or name of the seeds, or none that anybody knows. */
  private static String string(String old, Random random) {
    List<String> others =
        List.of(
            "",
            "x",
            "w",
            "a",
            "n",
            "p",
            "shape",
            "Conv",
            "ConvTranspose",
            "Add",
            "MatMul",
            "Gemm",
            "Reshape",
            "Concat",
            "Split",
            "Slice",
            "Gather",
            "Pad",
            "Resize",
            "Tile",
            "Expand",
            "ReduceSum",
            "TopK",
            "ArgMax",
            "Softmax",
            "Transpose",
            "Squeeze",
            "Unsqueeze",
            "QuantizeLinear",
            "DynamicQuantizeLinear",
            "ConstantOfShape",
            "Range",
            "Where",
            "Cast",
            "axes",
            "axis",
            "pads",
            "strides",
            "group",
            "auto_pad",
            "SAME_UPPER",
            "Flatten",
            "InstanceNormalization",
            "GroupNormalization",
            "LRN",
            "AveragePool",
            "MaxPool",
            "DepthToSpace",
            "Identity",
            old + "?");
    return others.get(random.nextInt(others.size()));
  }
}
