package io.atelier.data.source;

import io.atelier.data.dataset.DatasetException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a folder holds, in order of name.
 *
 * @param folder with its whole path
 * @param files names of files
 * @param folders names of folders
 * @param skipped how many entries were passed over, being hidden
 */
record Listing(Path folder, List<String> files, List<String> folders, int skipped) {

    private static final Set<String> HIDDEN = Set.of("thumbs.db", "desktop.ini", "__macosx");

    static Listing of(Path folder) throws DatasetException {
        Path whole = folder.toAbsolutePath().normalize();
        return of(whole, whole);
    }

    /** @param root what no link may lead out of */
    static Listing of(Path folder, Path root) throws DatasetException {
        if (!Files.isDirectory(folder)) {
            throw new DatasetException("%s is not a folder: expected a folder with images".formatted(folder));
        }
        List<String> files = new ArrayList<>();
        List<String> folders = new ArrayList<>();
        int skipped = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            Path realRoot = root.toRealPath();
            for (Path entry : entries) {
                String name = name(entry);
                if (isHidden(name)) {
                    skipped++;
                    continue;
                }
                requireInside(entry, realRoot);
                (Files.isDirectory(entry) ? folders : files).add(name);
            }
        } catch (DirectoryIteratorException e) {
            throw unreadable(folder, e.getCause());
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
        Collections.sort(files);
        Collections.sort(folders);
        return new Listing(folder, files, folders, skipped);
    }

    /** Refuses one that is not text, or not in this process's encoding: its file could not be opened by it. */
    private static String name(Path entry) throws DatasetException {
        String name = entry.getFileName().toString();
        boolean isFound;
        try {
            isFound = entry.resolveSibling(name).equals(entry);
        } catch (InvalidPathException e) {
            isFound = false;
        }
        if (!isFound) {
            throw new DatasetException(
                    "%s: expected names in UTF-8, found one that is not, or a data service that reads none: rename it, or start the data service with LC_ALL=C.UTF-8"
                            .formatted(entry));
        }
        return name;
    }

    private static boolean isHidden(String name) {
        return name.startsWith(".") || HIDDEN.contains(name.toLowerCase(Locale.ROOT));
    }

    private static void requireInside(Path entry, Path realRoot) throws IOException, DatasetException {
        if (Files.isSymbolicLink(entry)
                && (!Files.exists(entry) || !entry.toRealPath().startsWith(realRoot))) {
            throw new DatasetException(
                    "%s: expected links to what is in %s only, found one that leads elsewhere or to nothing: put the images in its place, or remove it"
                            .formatted(entry, realRoot));
        }
    }

    private static DatasetException unreadable(Path folder, IOException e) {
        return new DatasetException(
                "Cannot list %s: %s; expected a folder that the data service may read".formatted(folder, e), e);
    }
}
