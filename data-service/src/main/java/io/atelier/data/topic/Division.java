package io.atelier.data.topic;

import io.atelier.contract.dataset.ImageTopic;
import io.atelier.contract.dataset.TopicRequest;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.source.ClassList;
import io.atelier.data.source.StratifiedSplit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The images of a version in the dataset's order, and which of them test. The rules are those of folders, so that the same
 * images make the same dataset.
 *
 * @param classes in the order of the labels
 * @param labels of the classes by name
 * @param train images that train, and faulty records at the end
 * @param test images that test
 * @param isDivided whether the records say what they are for
 */
record Division(
        List<String> classes,
        Map<String, Integer> labels,
        List<TopicImage> train,
        List<TopicImage> test,
        boolean isDivided) {

    /** Divides them; refuses what can't be a dataset. */
    static Division of(TopicVersion version, List<TopicImage> images) throws DatasetException {
        TopicRequest request = version.request();
        Map<Boolean, List<TopicImage>> byFault = images.stream()
                .collect(Collectors.partitioningBy(image -> image.fault().isPresent()));
        List<TopicImage> faulty = byFault.get(true);
        List<String> classes = classes(request, byFault.get(false), faulty);
        Map<String, Integer> labels = new HashMap<>();
        classes.forEach(name -> labels.put(name, labels.size()));
        List<TopicImage> ordered =
                byFault.get(false).stream().sorted(TopicImage.order(labels)).toList();
        boolean isDivided = isDivided(request.topic(), ordered);
        boolean[] tests = isDivided ? said(ordered) : drawn(request, labels, ordered);
        List<TopicImage> train = new ArrayList<>();
        List<TopicImage> test = new ArrayList<>();
        for (int i = 0; i < tests.length; i++) {
            (tests[i] ? test : train).add(ordered.get(i));
        }
        requireBoth(request, train, test);
        faulty.stream().sorted(TopicImage.order(labels)).forEach(train::add);
        return new Division(classes, labels, train, test, isDivided);
    }

    private static List<String> classes(TopicRequest request, List<TopicImage> good, List<TopicImage> faulty)
            throws DatasetException {
        List<String> found =
                good.stream().map(TopicImage::label).distinct().sorted().toList();
        if (found.size() < 2) {
            throw new DatasetException(
                    "topic %s: expected images of at least 2 classes, each with the name of its class in the header label, found %d in %d records%s. Publish images of more classes on it"
                            .formatted(request.topic(), found.size(), good.size(), faults(request.topic(), faulty)));
        }
        if (request.classes().isPresent()) {
            return request.classes().get();
        }
        ClassList.requireApart("topic " + request.topic(), "labels", found);
        return found;
    }

    private static String faults(String topic, List<TopicImage> faulty) {
        return faulty.isEmpty()
                ? ""
                : "; %d more can't be used, such as %s: %s"
                        .formatted(
                                faulty.size(),
                                faulty.get(0).place(topic),
                                faulty.get(0).fault().orElseThrow());
    }

    private static boolean isDivided(String topic, List<TopicImage> images) throws DatasetException {
        Map<Boolean, List<TopicImage>> byPart = images.stream()
                .collect(Collectors.partitioningBy(image -> image.part().isPresent()));
        List<TopicImage> silent = byPart.get(false);
        if (!silent.isEmpty() && silent.size() < images.size()) {
            throw new DatasetException(
                    "topic %s: expected the header split on all records or on none, found it on %d but not on %d, such as %s: publish them anew on another topic"
                            .formatted(
                                    topic,
                                    images.size() - silent.size(),
                                    silent.size(),
                                    silent.get(0).place(topic)));
        }
        return silent.isEmpty();
    }

    private static boolean[] said(List<TopicImage> ordered) {
        boolean[] tests = new boolean[ordered.size()];
        for (int i = 0; i < tests.length; i++) {
            tests[i] = ordered.get(i).part().equals(Optional.of(ImageTopic.Part.TEST));
        }
        return tests;
    }

    /** Class by class. */
    private static boolean[] drawn(TopicRequest request, Map<String, Integer> labels, List<TopicImage> ordered) {
        int[] sizes = new int[labels.size()];
        ordered.forEach(image -> sizes[labels.get(image.label())]++);
        boolean[][] ofClass = new boolean[sizes.length][];
        for (int label = 0; label < sizes.length; label++) {
            ofClass[label] = StratifiedSplit.tests(sizes[label], request.settings(), label);
        }
        int[] next = new int[sizes.length];
        boolean[] tests = new boolean[ordered.size()];
        for (int i = 0; i < tests.length; i++) {
            int label = labels.get(ordered.get(i).label());
            tests[i] = ofClass[label][next[label]++];
        }
        return tests;
    }

    private static void requireBoth(TopicRequest request, List<TopicImage> train, List<TopicImage> test)
            throws DatasetException {
        if (train.isEmpty() || test.isEmpty()) {
            throw new DatasetException(
                    "topic %s: expected images to train and to test with, found %d and %d: a class needs at least 2 images to give one, or the header split must be train on some and test on others"
                            .formatted(request.topic(), train.size(), test.size()));
        }
        Set<String> trained = train.stream().map(TopicImage::label).collect(Collectors.toSet());
        for (TopicImage image : test) {
            if (request.classes().isEmpty() && !trained.contains(image.label())) {
                throw new DatasetException(
                        "topic %s: expected each class to train, found one that only tests, at %s: train it, too, or ask for the classes by name"
                                .formatted(request.topic(), image.place(request.topic())));
            }
        }
    }
}
