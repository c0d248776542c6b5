package io.atelier.local.service;

import io.atelier.local.output.RunDirectory;
import io.atelier.local.process.Guard;
import io.atelier.local.process.Loopback;
import io.atelier.local.process.PidFiles;
import io.atelier.local.process.ProcessDefinition;
import io.atelier.local.process.ProcessListener;
import io.atelier.local.process.SupervisedProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Knows the command line of every process. */
public final class Launcher {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    /**
     * Has the system heed Java's priorities: the thread that scores, which has the least one, and the JVM's compiler get what
     * training leaves of the processors. All others get what everybody gets, whatever Java makes of them: pages do not wait.
     */
    static final List<String> SCORING_LAST = List.of(
            "-XX:ThreadPriorityPolicy=1",
            "-XX:JavaPriority1_To_OSPriority=19",
            "-XX:CompilerThreadPriority=19",
            "-XX:JavaPriority8_To_OSPriority=0",
            "-XX:JavaPriority9_To_OSPriority=0",
            "-XX:JavaPriority10_To_OSPriority=0");

    /** Takes nothing of the processors beside its pauses, which are short where little is alive. */
    private static final String SERIAL_COLLECTOR = "-XX:+UseSerialGC";

    /** Optimizing its code at length would take more of the processors than the traffic of one run gives back. */
    private static final List<String> QUICKLY_COMPILED = List.of("-XX:TieredStopAtLevel=1");

    private final Installation installation;
    private final RunDirectory directory;
    private final ClusterSettings settings;
    private final Guard guard;
    private final ProcessListener listener;
    private final List<PortChoice> controllerPorts;

    public Launcher(
            Installation installation,
            RunDirectory directory,
            ClusterSettings settings,
            Guard guard,
            ProcessListener listener) {
        this.installation = installation;
        this.directory = directory;
        this.settings = settings;
        this.guard = guard;
        this.listener = listener;
        this.controllerPorts =
                Stream.generate(PortChoice::new).limit(settings.brokers()).toList();
        if (settings.brokers() > 1) {
            controllerPorts.forEach(PortChoice::pin);
        }
    }

    /** Starts a broker on a port that the caller keeps, so that it can be started there again. */
    public ServiceProcess broker(int number, PortChoice port) throws IOException {
        return launch(
                ProcessKind.KAFKA, number, port, () -> brokerCommand(number, port.forStart()), BrokerCheck::isReady);
    }

    public ServiceProcess service(ProcessKind kind, int number, String bootstrapServers) throws IOException {
        PortChoice port = new PortChoice();
        return launch(
                kind,
                number,
                port,
                () -> serviceCommand(kind, number, port.forStart(), bootstrapServers),
                candidate -> new HttpService(() -> candidate).isReady());
    }

    /** Processes run where their logs are: in a folder of the checkout, a file .env of another tool would be their settings. */
    private ServiceProcess launch(
            ProcessKind kind,
            int number,
            PortChoice port,
            Supplier<List<String>> command,
            ServiceProcess.ReadyCheck check)
            throws IOException {
        String id = kind.label() + "-" + number;
        ProcessDefinition definition = new ProcessDefinition(
                id, command, environment(kind), directory.logs(), directory.log(id), kind == ProcessKind.KAFKA);
        PidFiles pidFiles = new PidFiles(directory.pids(), directory.marker());
        return new ServiceProcess(
                port,
                () -> SupervisedProcess.start(definition, pidFiles, guard, listener),
                check,
                definition.log(),
                listener);
    }

    private List<String> brokerCommand(int number, int port) {
        BrokerDirectories directories = new BrokerDirectories(directory.kafka());
        List<String> arguments = new ArrayList<>(List.of(
                "broker",
                "--directory",
                directories.of(number, settings.brokers()).toString(),
                "--port",
                Integer.toString(port),
                "--controller-port",
                controllerPorts.stream()
                        .map(choice -> Integer.toString(choice.forStart()))
                        .collect(Collectors.joining(",")),
                "--node",
                Integer.toString(number),
                "--cluster-id",
                directories.clusterId()));
        settings.brokerProperties()
                .forEach((name, value) -> arguments.addAll(List.of("--property", name + "=" + value)));
        return command(ProcessKind.KAFKA, QUICKLY_COMPILED, arguments);
    }

    private List<String> serviceCommand(ProcessKind kind, int number, int port, String bootstrapServers) {
        List<String> options = new ArrayList<>();
        options.add("-Dquarkus.http.host=" + Loopback.HOST);
        options.add("-Dquarkus.http.port=" + port);
        options.add("-Dkafka.bootstrap.servers=" + bootstrapServers);
        if (settings.broker().isEmpty()) {
            // Whatever a file of settings says of the caller's other brokers.
            options.add("-Dkafka.security.protocol=PLAINTEXT");
        }
        switch (kind) {
            case KAFKA -> throw new IllegalArgumentException("The broker is no service");
            case DATA_SERVICE -> {
                options.add("-Datelier.data.dataset=" + settings.dataset());
                options.add("-Datelier.data.default-run.enabled=false");
            }
            case TRAINER_SERVICE -> {
                options.add("-Datelier.trainer.name=" + kind.label() + "-" + number);
                options.add("-Datelier.trainer.threads=" + settings.threads());
            }
            case EVALUATOR_SERVICE -> {
                options.add("-Datelier.evaluator.threads=1");
                options.addAll(SCORING_LAST);
            }
        }
        return command(kind, options, List.of());
    }

    /** The marker comes first: a process list may cut a long command line short. */
    private List<String> command(ProcessKind kind, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(JAVA.toString());
        command.add(directory.marker());
        command.addAll(kind.memory().jvmOptions());
        if (kind != ProcessKind.TRAINER_SERVICE && !ChildEnvironment.choosesCollector(System.getenv())) {
            command.add(SERIAL_COLLECTOR);
        }
        // Nothing here reads serialized Java objects: refuse them wherever a library would.
        command.add("-Djdk.serialFilter=!*");
        // The networks compute by the Vector API.
        command.add("--add-modules=jdk.incubator.vector");
        command.addAll(options);
        command.addAll(settings.options().getOrDefault(kind, List.of()));
        command.add("-jar");
        command.add(installation.jar(kind).toString());
        command.addAll(arguments);
        return command;
    }

    private Map<String, String> environment(ProcessKind kind) {
        Map<String, String> environment = ChildEnvironment.of(
                System.getenv(), Path.of("").toAbsolutePath(), settings.broker().isEmpty());
        switch (kind) {
            case KAFKA -> {}
            case DATA_SERVICE -> {
                environment.putIfAbsent("ATELIER_DATA_FOLDERS", installation.datasetFolders());
                // It would come before the dataset of the settings, which it is if the caller gave no other.
                environment.remove(ClusterSettings.FOLDER_VARIABLE);
            }
            // The engine has threads of its own; the tensor library would start more before any code of ours runs.
            case TRAINER_SERVICE, EVALUATOR_SERVICE -> environment.put("OMP_NUM_THREADS", "1");
        }
        return environment;
    }
}
