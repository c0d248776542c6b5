package io.atelier.service.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names by which a client may call this service. A page of any other name could have its visitor's browser talk to a
 * service that only this machine can reach, by letting its own name point here (DNS rebinding): such a request says
 * that name in {@code Host}.
 */
final class AcceptedHosts {

    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]/@\\s]+?)\\.?(:[0-9]{1,5})?");
    private static final Pattern ADDRESS = Pattern.compile("\\[.*]|[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[(::1|(0+:){7}0*1)]", Pattern.CASE_INSENSITIVE);
    private static final Set<String> SERVICES = Set.of("data-service", "trainer-service", "evaluator-service");

    private final boolean onLoopback;
    private final boolean any;
    private final Set<String> names;

    /**
     * @param listensOn the address that the service is bound to
     * @param setting {@link HttpConfig#hosts}
     */
    AcceptedHosts(String listensOn, Optional<List<String>> setting) {
        onLoopback = LOOPBACK.matcher(
                        listensOn.contains(":") && !listensOn.startsWith("[") ? "[" + listensOn + "]" : listensOn)
                .matches();
        Set<String> given = Set.copyOf(setting.orElse(List.of()).stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList());
        any = given.contains("*");
        names = setting.isEmpty() && !onLoopback ? SERVICES : given;
    }

    /** Whether a request with this {@code Host} is answered. */
    boolean accepts(String host) {
        if (any) {
            return true;
        }
        Matcher parts = HOST.matcher(host.strip());
        if (!parts.matches()) {
            return false;
        }
        String name = parts.group(1).toLowerCase(Locale.ROOT);
        // No name points to an address in numbers, so no page can have it but one that was served from there.
        return LOOPBACK.matcher(name).matches()
                || names.contains(name)
                || (!onLoopback && ADDRESS.matcher(name).matches());
    }
}
