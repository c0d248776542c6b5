package io.atelier.local.access;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/** Brings a cluster's users and rights to where they should be. What is there already stays. */
public final class Access {

    private static final int ITERATIONS = 8192;

    private final Admin admin;
    private final Consumer<String> news;

    /** @param news is told of everything that is done, without secrets */
    public Access(Admin admin, Consumer<String> news) {
        this.admin = admin;
        this.news = news;
    }

    /** Gives each user its password, whether or not it had one. */
    public void createUsers(Map<String, String> passwords) throws InterruptedException, ExecutionException {
        List<UserScramCredentialAlteration> users = passwords.entrySet().stream()
                .<UserScramCredentialAlteration>map(user -> new UserScramCredentialUpsertion(
                        user.getKey(),
                        new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
                        user.getValue()))
                .toList();
        admin.alterUserScramCredentials(users).all().get();
        passwords.keySet().stream().sorted().forEach(user -> news.accept("user " + user + ": password set"));
    }

    /**
     * Adds the rights that are missing, and says which more the same users have.
     *
     * @param exactly take those away
     */
    public void grant(Rights rights, boolean exactly) throws InterruptedException, ExecutionException {
        Collection<AclBinding> found =
                admin.describeAcls(AclBindingFilter.ANY).values().get();
        Set<AclBinding> missing = rights.bindings().stream()
                .filter(binding -> !found.contains(binding))
                .collect(Collectors.toSet());
        admin.createAcls(missing).all().get();
        tell("added", missing);
        news.accept(rights.bindings().size() - missing.size() + " rights were there already");
        Set<AclBinding> surplus = rights.surplus(found);
        if (exactly) {
            admin.deleteAcls(surplus.stream().map(AclBinding::toFilter).toList())
                    .all()
                    .get();
        }
        tell(exactly ? "taken away" : "not on the list, left", surplus);
    }

    private void tell(String what, Collection<AclBinding> bindings) {
        bindings.stream().map(Rights::line).sorted().forEach(line -> news.accept(what + ": " + line));
    }
}
