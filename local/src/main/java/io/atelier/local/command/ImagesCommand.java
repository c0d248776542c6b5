package io.atelier.local.command;

import picocli.CommandLine.Command;

/** {@code atelier images}. */
@Command(
        name = "images",
        description = "Puts your images where the data service finds them.",
        subcommands = PublishCommand.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class ImagesCommand {}
