package io.atelier.local.command;

import io.atelier.contract.kafka.Refusal;
import io.atelier.local.LocalException;
import io.atelier.local.access.Access;
import io.atelier.local.access.Rights;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code atelier access}. */
@Command(
        name = "access",
        description = {
            "Lists which rights the services need on a Kafka cluster with an authorizer; with --bootstrap-server, gives "
                    + "them: users data-service, trainer-service, evaluator-service, and observer, who only reads.",
            "Again, it adds what is missing. See docs/security.md."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all rights are there", "1:something could not be done", "2:wrong options"})
final class AccessCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Option(names = "--bootstrap-server", paramLabel = "HOST:PORT", description = "The cluster. Default: only list.")
    String server;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "Settings of a client that may alter ACLs and users, as for Kafka's own tools.")
    Path config;

    @Option(
            names = "--passwords",
            paramLabel = "DIR",
            description = "Also set the users' passwords (SCRAM-SHA-512), as the files DIR/<user>/password have them.")
    Path passwords;

    @Option(names = "--exactly", description = "Also take rights away that these users have and the list has not.")
    boolean exactly;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (server == null) {
            out.print(Rights.text());
            out.flush();
            return 0;
        }
        try (Admin admin = Admin.create(ClientSettings.of(server, Optional.ofNullable(config)))) {
            apply(new Access(admin, line -> {
                out.println(line);
                out.flush();
            }));
            return 0;
        } catch (LocalException | KafkaException e) {
            spec.commandLine().getErr().println("atelier: " + e.getMessage());
            return 1;
        }
    }

    private void apply(Access access) throws LocalException, InterruptedException {
        Rights rights = Rights.ofAtelier();
        try {
            if (passwords != null) {
                access.createUsers(passwordsOf(rights));
            }
            access.grant(rights, exactly);
        } catch (ExecutionException e) {
            throw Refusal.in(e)
                    .<LocalException>map(refusal -> new LocalException(refusal.getMessage(), e))
                    .orElseGet(() -> new LocalException(
                            "Kafka at " + server + " did not do it: "
                                    + e.getCause().getMessage(),
                            e));
        }
    }

    private Map<String, String> passwordsOf(Rights rights) throws LocalException {
        Map<String, String> all = new TreeMap<>();
        for (String user : rights.users()) {
            Path file = passwords.resolve(user).resolve("password");
            try {
                all.put(user, Files.readString(file).strip());
            } catch (IOException e) {
                throw new LocalException("Expected a password of " + user + " in " + file + ", but cannot read it", e);
            }
            if (all.get(user).isEmpty()) {
                throw new LocalException("Expected a password of " + user + " in " + file + ", but it is empty");
            }
        }
        return all;
    }
}
