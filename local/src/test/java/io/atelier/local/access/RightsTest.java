package io.atelier.local.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.Topic;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RightsTest {

    @Test
    void shouldReadEveryKindOfLine() {
        Rights rights = Rights.parse("""
                # a comment

                a  read,alter-configs  group trainers
                a  describe-configs    cluster
                b  write               transactional-id trial.*
                """);

        assertThat(rights.bindings())
                .containsExactlyInAnyOrder(
                        binding("a", AclOperation.READ, ResourceType.GROUP, "trainers", PatternType.LITERAL),
                        binding("a", AclOperation.ALTER_CONFIGS, ResourceType.GROUP, "trainers", PatternType.LITERAL),
                        binding(
                                "a",
                                AclOperation.DESCRIBE_CONFIGS,
                                ResourceType.CLUSTER,
                                "kafka-cluster",
                                PatternType.LITERAL),
                        binding(
                                "b",
                                AclOperation.WRITE,
                                ResourceType.TRANSACTIONAL_ID,
                                "trial.",
                                PatternType.PREFIXED));
        assertThat(rights.users()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a read",
                "a read topic",
                "a raed topic x",
                "a read, topic x",
                "a read topics x",
                "a read topic *",
                "a read topic x y",
                "a read cluster x"
            })
    void shouldRefuseALineThatSaysNothingKafkaKnows(String line) {
        assertThatThrownBy(() -> Rights.parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("found: " + line);
    }

    @Test
    void shouldWriteEachRightAsALineThatReadsTheSame() {
        Set<AclBinding> bindings = Rights.ofAtelier().bindings();

        String lines = bindings.stream().map(Rights::line).collect(Collectors.joining("\n"));

        assertThat(Rights.parse(lines).bindings()).isEqualTo(bindings);
    }

    @Test
    void shouldNameNoTopicThatDoesNotExist() {
        List<String> topics = Stream.of(Topic.values()).map(Topic::topicName).toList();

        assertThat(Rights.ofAtelier().bindings())
                .map(AclBinding::pattern)
                .filteredOn(pattern ->
                        pattern.resourceType() == ResourceType.TOPIC && pattern.patternType() == PatternType.LITERAL)
                .allSatisfy(pattern -> assertThat(topics).contains(pattern.name()));
    }

    @Test
    void shouldCountAsSurplusOnlyRightsOfItsOwnUsers() {
        Rights rights = Rights.parse("a read topic x");
        Set<AclBinding> found = Rights.parse("a read,write topic x\na read topic y\nb read topic x")
                .bindings();

        assertThat(rights.surplus(found))
                .map(Rights::line)
                .containsExactlyInAnyOrder("a write topic x", "a read topic y");
    }

    private static AclBinding binding(
            String user, AclOperation operation, ResourceType type, String name, PatternType pattern) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
    }
}
