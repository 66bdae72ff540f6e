package org.greensweep.jobs.conf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The mistakes of a file's parts, each found by binding that part alone: keys, entries of lists,
 * and last what remains without those, which may be wrong in how its keys go together.
 */
final class PartMistakes {
  private final String place;
  private final ObjectNode tree;
  private final List<String> mistakes = new ArrayList<>();

  /** Whether a part is gone that others may need. */
  private boolean incomplete;

  private PartMistakes(String place, ObjectNode tree) {
    this.place = place;
    this.tree = tree;
  }

  /** The mistakes of {@code text}, in the order of {@code type}; none where it is no YAML. */
  static List<String> of(ObjectMapper mapper, String place, String text, Class<?> type) {
    try {
      return mapper.readTree(text) instanceof ObjectNode tree
          ? new PartMistakes(place, tree).all(mapper, mapper.constructType(type))
          : List.of();
    } catch (JsonProcessingException e) {
      // The text as a whole cannot be read; the first mistake says so.
      return List.of();
    }
  }

  private List<String> all(ObjectMapper mapper, JavaType type) {
    List<String> known = new ArrayList<>();
    for (BeanPropertyDefinition part :
        mapper.getDeserializationConfig().introspect(type).findProperties()) {
      known.add(part.getName());
      JsonNode value = tree.path(part.getName());
      JavaType partType = part.getPrimaryType();
      if (partType.isCollectionLikeType() && value instanceof ArrayNode entries) {
        ofEntries(part.getName(), entries, partType.getContentType());
      } else if (!value.isMissingNode() && !value.isNull()) {
        ofValue(part.getName(), value, partType);
      }
    }
    List<String> keys = new ArrayList<>();
    tree.fieldNames().forEachRemaining(keys::add);
    keys.removeAll(known);
    for (String key : keys) {
      mistakes.add(String.valueOf(Nearest.unknown(place, "key", key, known).getMessage()));
      tree.remove(key);
    }
    if (!incomplete) {
      YamlFile.mistakeOf(place, tree, type).ifPresent(mistakes::add);
    }
    return mistakes;
  }

  private void ofEntries(String name, ArrayNode entries, JavaType type) {
    for (int index = 0, given = 0; index < entries.size(); given++) {
      String at = "%s, %s[%d]".formatted(place, name, given);
      int before = mistakes.size();
      YamlFile.mistakeOf(at, entries.get(index), type).ifPresent(mistakes::add);
      if (mistakes.size() > before) {
        entries.remove(index);
        incomplete |= type.getRawClass().isRecord();
      } else {
        index++;
      }
    }
  }

  private void ofValue(String name, JsonNode value, JavaType type) {
    int before = mistakes.size();
    YamlFile.mistakeOf(place + ", " + name, value, type).ifPresent(mistakes::add);
    if (mistakes.size() > before) {
      tree.remove(name);
      incomplete |= type.getRawClass().isRecord() || type.isCollectionLikeType();
    }
  }
}
