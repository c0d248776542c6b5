package io.atelier.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.local.access.Rights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

/** Strimzi's users have the rights of {@code rights.txt}. */
class KafkaUsersTest {

    private static final String FILE = "components/strimzi/users.yaml";

    private final Rights rights = Rights.ofAtelier();

    @Test
    void shouldHaveTheRightsOfTheList() throws Exception {
        GeneratedFile.assertIs(
                FILE,
                "The users and what each may do, from rights.txt.",
                rights.users().stream().map(this::user).toList());
    }

    /** Would catch a generator that drops some: counted by operations, as Kafka's tools list them. */
    @Test
    void shouldLeaveOutNoRight() {
        int operations = Manifest.in(Manifest.KUBERNETES.resolve(FILE)).stream()
                .flatMap(user -> user.json().findValues("operations").stream())
                .mapToInt(found -> found.size())
                .sum();
        assertThat(operations).isEqualTo(rights.bindings().size()).isGreaterThan(40);
    }

    private Map<String, Object> user(String name) {
        Map<String, TreeSet<String>> operations = new TreeMap<>();
        Map<String, Map<String, Object>> resources = new TreeMap<>();
        for (AclBinding binding : rights.bindings()) {
            if (binding.entry().principal().equals("User:" + name)) {
                Map<String, Object> resource = resource(binding);
                resources.put(resource.toString(), resource);
                operations
                        .computeIfAbsent(resource.toString(), key -> new TreeSet<>())
                        .add(operation(binding.entry().operation()));
            }
        }
        List<Map<String, Object>> acls = new ArrayList<>();
        resources.forEach((key, resource) -> acls.add(map("resource", resource, "operations", operations.get(key))));
        return map(
                "apiVersion",
                "kafka.strimzi.io/v1",
                "kind",
                "KafkaUser",
                "metadata",
                map("name", name, "labels", map("strimzi.io/cluster", "kafka")),
                "spec",
                map(
                        "authentication",
                        map("type", "scram-sha-512"),
                        "authorization",
                        map("type", "simple", "acls", acls)));
    }

    private static Map<String, Object> resource(AclBinding binding) {
        if (binding.pattern().resourceType() == ResourceType.CLUSTER) {
            return map("type", "cluster");
        }
        String pattern = binding.pattern().patternType() == PatternType.PREFIXED ? "prefix" : "literal";
        return map(
                "type",
                type(binding.pattern().resourceType()),
                "name",
                binding.pattern().name(),
                "patternType",
                pattern);
    }

    private static String type(ResourceType type) {
        return switch (type) {
            case TOPIC -> "topic";
            case GROUP -> "group";
            case TRANSACTIONAL_ID -> "transactionalId";
            default -> throw new IllegalArgumentException("Strimzi has no word for " + type);
        };
    }

    /** As {@code AlterConfigs}. */
    private static String operation(AclOperation operation) {
        StringBuilder name = new StringBuilder();
        for (String word : operation.name().split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
        }
        return name.toString();
    }

    private static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
