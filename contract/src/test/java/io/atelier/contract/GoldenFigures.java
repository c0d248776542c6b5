package io.atelier.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Figures by name, as a golden file pins them and as a process prints them. */
public final class GoldenFigures {

    private GoldenFigures() {}

    /** Of a resource such as {@code /golden/bits.properties}. */
    public static Map<String, String> read(String resource) {
        Properties properties = new Properties();
        try (InputStream in = GoldenFigures.class.getResourceAsStream(resource)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> figures = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> figures.put(name, properties.getProperty(name)));
        return figures;
    }

    /** What {@code output} has in lines {@code name=value} with one of these beginnings. */
    public static Map<String, String> in(String output, String... beginnings) {
        Map<String, String> figures = new TreeMap<>();
        output.lines()
                .filter(line -> Stream.of(beginnings).anyMatch(line::startsWith))
                .map(line -> line.split("=", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> figures.put(pair[0], pair[1]));
        return figures;
    }
}
