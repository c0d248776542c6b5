package io.atelier.local.access;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** Kafka's authorizer, which also remembers what it was asked. Kafka makes its instances. */
public final class RecordingAuthorizer extends StandardAuthorizer {

    /** One question and its answer. */
    record Decision(String principal, AclOperation operation, ResourcePattern resource, boolean allowed) {}

    private static final Set<Decision> DECISIONS = ConcurrentHashMap.newKeySet();

    /** Those about {@code user} so far. */
    static Stream<Decision> about(String user) {
        return DECISIONS.stream().filter(decision -> decision.principal().equals("User:" + user));
    }

    /** Begins anew. */
    static void forget() {
        DECISIONS.clear();
    }

    @Override
    public List<AuthorizationResult> authorize(AuthorizableRequestContext context, List<Action> actions) {
        List<AuthorizationResult> results = super.authorize(context, actions);
        for (int i = 0; i < actions.size(); i++) {
            // What is only asked so as to leave something out of an answer is refused without harm.
            if (actions.get(i).logIfDenied() || results.get(i) == AuthorizationResult.ALLOWED) {
                DECISIONS.add(new Decision(
                        context.principal().toString(),
                        actions.get(i).operation(),
                        actions.get(i).resourcePattern(),
                        results.get(i) == AuthorizationResult.ALLOWED));
            }
        }
        return results;
    }
}
