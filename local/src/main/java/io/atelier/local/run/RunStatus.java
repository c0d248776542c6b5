package io.atelier.local.run;

import io.atelier.local.LocalException;
import io.atelier.local.console.StatusReport;
import io.atelier.local.service.HttpProblem;
import io.atelier.local.service.HttpService;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the runs of an evaluator stand, wherever it is. */
public final class RunStatus {

    private final URI address;
    private final HttpService evaluator;

    /**
     * What there is to say.
     *
     * @param failed whether a trial of the runs that are shown has failed
     */
    public record Report(List<String> lines, boolean failed) {

        public Report {
            lines = List.copyOf(lines);
        }
    }

    /** A run in the evaluator's list. */
    private record Entry(String run, String profile, String dataset, boolean complete, Map<String, Integer> trials) {}

    /** @param address scheme, host and port */
    public RunStatus(URI address) {
        this.address = address;
        this.evaluator = HttpService.at(address);
    }

    /**
     * Asks the evaluator.
     *
     * @param run the one to show; without, those that go on, or else the latest
     * @param terminal whether lines have 80 columns
     * @throws LocalException if nothing answers there, or no evaluator, or it has no such run
     */
    public Report report(Optional<String> run, boolean terminal) throws LocalException, InterruptedException {
        List<Entry> entries = Arrays.asList(get("/api/runs", Entry[].class));
        if (entries.isEmpty() && run.isEmpty()) {
            return new Report(List.of("No run has been planned yet"), false);
        }
        List<Entry> shown = run.isPresent() ? List.of(named(run.get(), entries)) : current(entries);
        List<String> lines = new ArrayList<>();
        boolean failed = false;
        for (Entry entry : shown) {
            FetchedResults results = get("/api/runs/" + entry.run() + "/results", FetchedResults.class);
            lines.addAll(lines(entry, results, terminal));
            failed |= results.trials().stream().anyMatch(trial -> trial.cause() != null);
        }
        if (shown.size() < entries.size()) {
            lines.add((entries.size() - shown.size()) + " more, to see with --run NAME: "
                    + names(entries.stream()
                            .filter(entry -> !shown.contains(entry))
                            .toList()));
        }
        return new Report(lines, failed);
    }

    private static List<String> lines(Entry entry, FetchedResults results, boolean terminal) {
        List<String> lines = new ArrayList<>();
        lines.add("Run " + entry.run() + " (profile " + entry.profile() + " on " + entry.dataset() + "): "
                + counts(entry));
        if (results.synthetic()) {
            lines.addAll(ResultLines.syntheticWarning());
        }
        lines.addAll(StatusReport.lines(
                TrialStatuses.of(
                        results.trials().stream()
                                .map(FetchedResults.Trial::trial)
                                .toList(),
                        Optional.of(results),
                        List.of()),
                results.trials().stream()
                        .filter(trial -> trial.test() != null)
                        .map(ResultLines::outcome)
                        .toList(),
                terminal));
        return lines;
    }

    private static String counts(Entry entry) {
        return entry.trials().entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .map(count -> count.getValue() + " " + count.getKey().replace('_', ' '))
                .collect(Collectors.joining(", "));
    }

    private static List<Entry> current(List<Entry> entries) {
        List<Entry> going = entries.stream().filter(entry -> !entry.complete()).toList();
        return going.isEmpty() ? entries.subList(0, 1) : going;
    }

    private Entry named(String name, List<Entry> entries) throws LocalException {
        return entries.stream()
                .filter(entry -> entry.run().equals(name))
                .findFirst()
                .orElseThrow(() -> new LocalException("There is no run \"" + name + "\" at " + address + "; there "
                        + (entries.isEmpty() ? "is none yet" : "are " + names(entries))));
    }

    private static String names(List<Entry> entries) {
        return entries.stream().map(Entry::run).collect(Collectors.joining(", "));
    }

    private <T> T get(String path, Class<T> type) throws LocalException, InterruptedException {
        byte[] answer;
        try {
            answer = evaluator.get(path);
        } catch (HttpProblem e) {
            throw new LocalException(
                    "What answers at " + address + " is no evaluator, or not a sound one: " + e.getMessage(), e);
        } catch (IOException e) {
            String reason = e instanceof ConnectException ? "no connection" : String.valueOf(e.getMessage());
            throw new LocalException(
                    "Nothing answers at " + address + " (" + reason + "). ./atelier run says where its evaluator is;"
                            + " with compose it is http://localhost:8083",
                    e);
        }
        try {
            return RunJson.read(answer, type);
        } catch (IOException e) {
            throw new LocalException(
                    "What answers at " + address + " is no evaluator: its " + path + " is not what one sends", e);
        }
    }
}
