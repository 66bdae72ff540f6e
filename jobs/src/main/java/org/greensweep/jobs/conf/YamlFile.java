package org.greensweep.jobs.conf;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.greensweep.network.UserError;

/**
 * A YAML file bound to a record, strictly: unknown, missing and duplicate keys and wrong types are
 * {@link UserError}s that name file, line and column. Keys are the record's components in
 * kebab-case.
 */
public final class YamlFile {
  private static final YAMLMapper MAPPER = mapper();

  private YamlFile() {}

  private static YAMLMapper mapper() {
    YAMLMapper mapper =
        YAMLMapper.builder(
                YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();
    mapper
        .coercionConfigFor(LogicalType.Textual)
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    return mapper;
  }

  /** The text of a file, or a {@link UserError} that says why it cannot be read. */
  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new UserError(file + ": no such file; give the path of one that exists", e);
    } catch (MalformedInputException e) {
      throw new UserError(file + ": not UTF-8 text; save it as UTF-8", e);
    } catch (IOException e) {
      throw new UserError(
          file + ": cannot be read (" + e.getMessage() + "); check the path and its permissions",
          e);
    }
  }

  /** Binds {@code text}; {@code place} names the file in every error. */
  public static <T> T parse(String place, String text, Class<T> type) {
    try {
      T value = MAPPER.readValue(text, type);
      if (value == null) {
        throw new UserError(place + ": the file is empty; see conf/ for examples");
      }
      return value;
    } catch (UnrecognizedPropertyException e) {
      List<String> known = e.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
      throw Nearest.unknown(at(place, e), "key", e.getPropertyName(), known);
    } catch (JsonMappingException e) {
      if (e.getCause() instanceof UserError cause) {
        throw new UserError(at(place, e) + ": " + cause.getMessage(), e);
      }
      throw new UserError(at(place, e) + ": " + path(e) + mistake(e), e);
    } catch (JsonProcessingException e) {
      throw new UserError(at(place, e) + ": " + firstLine(e.getOriginalMessage()), e);
    }
  }

  /**
   * As {@link #parse}, but names the mistakes of all parts of the file, a line each. A part is a
   * value of its own: an entry of a list, or a group of keys.
   */
  public static <T> T parseNamingAll(String place, String text, Class<T> type) {
    try {
      return parse(place, text, type);
    } catch (UserError first) {
      String message = String.valueOf(first.getMessage());
      StringBuilder all = new StringBuilder(message);
      for (String other : mistakesOfParts(place, text, type)) {
        // The first one is among them, without its line.
        if (!message.endsWith(other.substring(other.indexOf(": ") + 2))) {
          all.append('\n').append(other);
        }
      }
      throw new UserError(all.toString(), first);
    }
  }

  private static List<String> mistakesOfParts(String place, String text, Class<?> type) {
    List<String> mistakes = new ArrayList<>();
    try {
      JsonNode tree = MAPPER.readTree(text);
      for (BeanPropertyDefinition part :
          MAPPER
              .getDeserializationConfig()
              .introspect(MAPPER.constructType(type))
              .findProperties()) {
        JsonNode value = tree.path(part.getName());
        JavaType partType = part.getPrimaryType();
        boolean list = partType.isCollectionLikeType() && value.isArray();
        for (int index = 0; index < (list ? value.size() : value.isObject() ? 1 : 0); index++) {
          JsonNode one = list ? value.get(index) : value;
          String at = place + ", " + part.getName() + (list ? "[" + index + "]" : "");
          mistakeOf(at, one, list ? partType.getContentType() : partType).ifPresent(mistakes::add);
        }
      }
    } catch (JsonProcessingException e) {
      // The text as a whole cannot be read; the first mistake says so.
      return List.of();
    }
    return mistakes;
  }

  private static Optional<String> mistakeOf(String at, JsonNode value, JavaType type) {
    try {
      MAPPER.readerFor(type).readValue(value);
      return Optional.empty();
    } catch (UnrecognizedPropertyException e) {
      List<String> known = e.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
      return Optional.ofNullable(
          Nearest.unknown(at, "key", e.getPropertyName(), known).getMessage());
    } catch (JsonMappingException e) {
      String said =
          e.getCause() instanceof UserError cause
              ? String.valueOf(cause.getMessage())
              : path(e) + mistake(e);
      return Optional.of(at + ": " + said);
    } catch (IOException e) {
      return Optional.of(at + ": " + firstLine(String.valueOf(e.getMessage())));
    }
  }

  private static String at(String place, JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    return location == null
        ? place
        : place + ", line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static String path(JsonMappingException e) {
    String path =
        e.getPath().stream()
            .map(
                step ->
                    step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
            .collect(Collectors.joining("."))
            .replace(".[", "[");
    return path.isEmpty() ? "" : "'" + path + "': ";
  }

  /** What is wrong in a user's words: Jackson's own name Java classes and settings. */
  private static String mistake(JsonMappingException e) {
    String said = firstLine(e.getOriginalMessage());
    if (said.startsWith("Cannot map `null`")) {
      return "is missing; give a number";
    }
    if (said.startsWith("Trailing token")) {
      return "a second document begins here; a file holds one";
    }
    if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
      return "expected "
          + expected(mismatch.getTargetType())
          + (e instanceof InvalidFormatException invalid
              ? ", found '" + invalid.getValue() + "'"
              : "");
    }
    return said;
  }

  private static String expected(Class<?> type) {
    if (type == String.class) {
      return "text (put a number in quotes)";
    }
    if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
      return "a whole number";
    }
    if (type == Double.class || type == double.class) {
      return "a number";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list in [brackets]";
    }
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(constant -> constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
              .collect(Collectors.joining(", "));
    }
    return "keys with values";
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("malformed");
  }
}
