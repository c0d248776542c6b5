package io.atelier.data.source;

import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetShape;
import io.atelier.data.dataset.DatasetException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Names of classes; as a file beside the images has them, one a line, in the order of the labels. */
public final class ClassList {

    private static final long MAX_BYTES = 1 << 20;

    private ClassList() {}

    static Optional<Path> file(Path folder, String name) {
        return Optional.of(folder.resolve(name)).filter(Files::isRegularFile);
    }

    /** The names in that file, if it is there. */
    static Optional<List<String>> in(Path folder, String name) throws DatasetException {
        Optional<Path> file = file(folder, name);
        return file.isEmpty() ? Optional.empty() : Optional.of(read(file.get()));
    }

    private static List<String> read(Path file) throws DatasetException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new DatasetException(
                        "%s: expected the names of classes, at most %d bytes, found %d: put only names there, one a line"
                                .formatted(file, MAX_BYTES, Files.size(file)));
            }
            List<String> names = Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .toList();
            requireNames(file, "line", names);
            return names;
        } catch (CharacterCodingException e) {
            throw new DatasetException("%s: expected UTF-8, found other bytes: save it as UTF-8".formatted(file), e);
        } catch (IOException e) {
            throw new DatasetException("Cannot read %s: %s; expected names of classes".formatted(file, e), e);
        }
    }

    /**
     * As many, as long and as different as a description may have them.
     *
     * @param each what each class has in that place, such as {@code folder}
     */
    static void requireNames(Object place, String each, List<String> names) throws DatasetException {
        if (names.size() < 2 || names.size() > DatasetShape.MAX_CLASSES) {
            String advice = names.size() < 2 ? "give each class a " + each + " of its own" : "merge some of them";
            throw new DatasetException("%s: expected 2 to %d classes, found %d: %s"
                    .formatted(place, DatasetShape.MAX_CLASSES, names.size(), advice));
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (name.length() > DatasetDescription.MAX_CLASS_NAME) {
                throw new DatasetException(
                        "%s: expected class names of at most %d characters, found one of %d: %s...: shorten it"
                                .formatted(
                                        place,
                                        DatasetDescription.MAX_CLASS_NAME,
                                        name.length(),
                                        name.substring(0, 40)));
            }
            if (!seen.add(name)) {
                throw new DatasetException(
                        "%s: expected different names, found %s twice: rename or remove one".formatted(place, name));
            }
        }
    }

    /** Differ in more than case: else they can't be folders everywhere, and most likely are one class. */
    public static void requireApart(Object place, String what, List<String> names) throws DatasetException {
        Map<String, String> seen = new HashMap<>();
        for (String name : names) {
            String other = seen.put(name.toLowerCase(Locale.ROOT), name);
            if (other != null) {
                throw new DatasetException(
                        "%s: expected %s whose names differ in more than case, found %s and %s: rename or merge them"
                                .formatted(place, what, other, name));
            }
        }
    }

    static List<String> numbers(int classes) {
        return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }
}
