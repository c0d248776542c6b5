package io.atelier.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One resource, or a part of one that is laid over another.
 *
 * @param file where it is
 * @param json all of it
 */
record Manifest(Path file, JsonNode json) {

    /** Tests run in the module's folder. */
    static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    static final Path KUBERNETES = ROOT.resolve("deploy/kubernetes");

    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet");
    private static final YAMLMapper YAML = new YAMLMapper();

    /** Everything that is applied: whole resources and parts, but not the lists of files. */
    static List<Manifest> all() {
        return files().filter(file -> !file.endsWith("kustomization.yaml"))
                .flatMap(file -> in(file).stream())
                .filter(manifest -> manifest.json().has("kind"))
                .toList();
    }

    /** The YAML files, wherever they are. */
    static Stream<Path> files() {
        try (Stream<Path> files = Files.walk(KUBERNETES)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The documents of a file, or the entries of the list that it is. */
    static List<Manifest> in(Path file) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
            return documents.readAll().stream()
                    .map(json -> new Manifest(file, json))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is no YAML", e);
        }
    }

    static List<Manifest> of(String kind) {
        return all().stream().filter(manifest -> manifest.kind().equals(kind)).toList();
    }

    /** Whatever runs pods, and parts of such. */
    static List<Manifest> workloads() {
        return all().stream()
                .filter(manifest -> WORKLOADS.contains(manifest.kind()))
                .toList();
    }

    /** The whole resource that runs the pods of a service. */
    static JsonNode workload(String service) {
        return whole(workloads(), service);
    }

    /** The whole resource of that name, from the base or a component. */
    static JsonNode whole(String kind, String name) {
        return whole(of(kind), name);
    }

    private static JsonNode whole(List<Manifest> manifests, String name) {
        return manifests.stream()
                .filter(manifest -> manifest.name().equals(name) && manifest.isWhole())
                .map(Manifest::json)
                .findFirst()
                .orElseThrow(() -> new AssertionError("Expected " + name + " among " + manifests));
    }

    String kind() {
        return json.path("kind").asText();
    }

    String name() {
        return json.path("metadata").path("name").asText();
    }

    /** Not a part that is laid over a resource of another file. */
    boolean isWhole() {
        Path kustomization = file.resolveSibling("kustomization.yaml");
        for (JsonNode resource : in(kustomization).get(0).json().path("resources")) {
            if (resource.asText().equals(file.getFileName().toString())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return KUBERNETES.relativize(file) + ": " + kind() + " " + name();
    }
}
