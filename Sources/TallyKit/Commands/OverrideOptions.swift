import ArgumentParser

/// Options of stages that are given to a command and go before those in the pipeline file.
struct OverrideOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Set an option as the pipeline file would, paths relative to it. May be repeated.",
      valueName: "stage.option=value"))
  var values: [String] = []
}
