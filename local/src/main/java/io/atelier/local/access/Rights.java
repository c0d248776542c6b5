package io.atelier.local.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The users and what each may do, as {@code rights.txt} lists it. */
public record Rights(Set<AclBinding> bindings) {

    private static final String LIST = "rights.txt";
    private static final String USER = "User:";
    private static final String ANY_HOST = "*";

    /** User, operations, resource; a star at the end of a name stands for every name that begins so. */
    private static final Pattern LINE =
            Pattern.compile("(\\S+)\\s+(\\S+)\\s+(?:(cluster)|(topic|group|transactional-id)\\s+([^\\s*]+)(\\*?))");

    public Rights {
        bindings = Set.copyOf(bindings);
    }

    /** Those that Atelier needs. */
    public static Rights ofAtelier() {
        return parse(text());
    }

    /** The list itself, for people. */
    public static String text() {
        try (InputStream list = Rights.class.getResourceAsStream(LIST)) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + LIST, e);
        }
    }

    /** @throws IllegalArgumentException if a line says nothing that Kafka knows; the message has the line */
    static Rights parse(String text) {
        return new Rights(text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .flatMap(Rights::bindings)
                .collect(Collectors.toSet()));
    }

    private static Stream<AclBinding> bindings(String line) {
        Matcher words = LINE.matcher(line);
        if (!words.matches()) {
            throw unknown(line);
        }
        ResourcePattern resource = words.group(3) != null
                ? new ResourcePattern(ResourceType.CLUSTER, Resource.CLUSTER_NAME, PatternType.LITERAL)
                : new ResourcePattern(
                        ResourceType.fromString(underscored(words.group(4))),
                        words.group(5),
                        words.group(6).isEmpty() ? PatternType.LITERAL : PatternType.PREFIXED);
        return Stream.of(words.group(2).split(",", -1)).map(word -> {
            AclOperation operation = AclOperation.fromString(underscored(word));
            if (operation.isUnknown()) {
                throw unknown(line);
            }
            return new AclBinding(
                    resource,
                    new AccessControlEntry(USER + words.group(1), ANY_HOST, operation, AclPermissionType.ALLOW));
        });
    }

    private static IllegalArgumentException unknown(String line) {
        return new IllegalArgumentException(
                "Expected a user, operations and a resource such as \"observer read topic atelier.*\", found: " + line);
    }

    /** Who the list is about, in alphabetical order. */
    public List<String> users() {
        return principals()
                .map(principal -> principal.substring(USER.length()))
                .sorted()
                .toList();
    }

    private Stream<String> principals() {
        return bindings.stream().map(binding -> binding.entry().principal()).distinct();
    }

    /** Those of {@code others} that are about the same users, but not on the list. */
    Set<AclBinding> surplus(Collection<AclBinding> others) {
        Set<String> ours = principals().collect(Collectors.toSet());
        return others.stream()
                .filter(other -> ours.contains(other.entry().principal()) && !bindings.contains(other))
                .collect(Collectors.toSet());
    }

    /** As a line of the list. */
    static String line(AclBinding binding) {
        ResourcePattern resource = binding.pattern();
        String name = resource.resourceType() == ResourceType.CLUSTER ? "" : " " + resource.name();
        String star = resource.patternType() == PatternType.PREFIXED ? "*" : "";
        return binding.entry().principal().replaceFirst("^" + USER, "") + " "
                + dashed(binding.entry().operation()) + " " + dashed(resource.resourceType()) + name + star;
    }

    private static String underscored(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static String dashed(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
