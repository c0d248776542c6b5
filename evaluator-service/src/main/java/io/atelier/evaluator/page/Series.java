package io.atelier.evaluator.page;

import io.atelier.evaluator.api.RunResults.TrialResults;
import java.util.ArrayList;
import java.util.List;

/**
 * How a trial looks in all charts. Colour and mark tell the configuration, dashes the seed: neither depends on seeing
 * colours. Of many configurations the best ones have a colour and a mark, the others are the grey lines behind them.
 *
 * @param trial its id
 * @param label its name in the run
 * @param color 1 to 6, of the style's colours; 0 for grey
 * @param mark the point's mark, as a character
 * @param dashes of the line, as SVG's {@code stroke-dasharray}
 */
public record Series(String trial, String label, int color, String mark, String dashes) {

    private static final List<String> MARKS = List.of("●", "■", "▲", "◆", "▼", "▶");
    private static final List<String> DASHES = List.of("none", "6 3", "2 2", "9 3 2 3");
    private static final String GREY_MARK = "○";

    /** {@code ranked} are the configurations, the best first; {@code trials} are some of their trials. */
    static List<Series> of(List<TrialResults> trials, List<String> ranked) {
        List<String> configurations =
                trials.stream().map(TrialResults::configuration).distinct().toList();
        boolean few = configurations.size() <= MARKS.size();
        List<String> colored = few ? configurations : ranked.subList(0, MARKS.size());
        List<Long> seeds = trials.stream().map(TrialResults::seed).distinct().toList();
        List<Series> series = new ArrayList<>();
        for (TrialResults trial : trials) {
            int look = colored.indexOf(trial.configuration());
            int dash = seeds.indexOf(trial.seed()) % DASHES.size();
            series.add(new Series(
                    trial.trial(), label(trial), look + 1, look < 0 ? GREY_MARK : MARKS.get(look), DASHES.get(dash)));
        }
        return series;
    }

    static String label(TrialResults trial) {
        return trial.configuration() + ", seed " + trial.seed();
    }
}
