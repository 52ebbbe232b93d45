import ArgumentParser
import Markup
import Stages

struct TextCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "text", abstract: "Print the clean text of pages and text files.",
    discussion: """
      One file, or standard input: its text. Several files, a folder or '--paths-from': one JSON object a line, \
      {"path","title","text"}. '--format' chooses otherwise.

      Folders are searched for pages and text files (.html, .htm, .shtml, .txt, also with .gz behind), in the order of \
      the bytes of their paths. The charset is found out. Each result is printed as soon as it is there.

      A file that cannot be read is named on standard error, the others are printed, and the exit code is 74. A page \
      without text of its own has the text "", which is no error. Exit code 66: a folder holds nothing to read.

      Examples:
        tally text page.html
        tally text --format markdown --with metadata page.html > page.md
        tally text pages/ --with metadata | jq -r '[.path, .title] | @tsv'
        curl -sSL https://example.cn/report.html | tally text --html
        find pages -name '*.htm*' -print0 | tally text --paths-from - --null
      """)

  @Argument(help: ArgumentHelp("Files and folders; '-' or none reads standard input.", valueName: "path"))
  var paths: [String] = []
  @Option(help: ArgumentHelp("Read paths from here too, one a line; '-' is standard input.", valueName: "file"))
  var pathsFrom: String?
  @Flag(
    name: [.customShort("0"), .customLong("null")], help: "The paths of '--paths-from' end with NUL, not a line feed.")
  var isNullSeparated = false
  @Option(
    help: "How results are printed (default: text for one report, json for several).")
  var format: TextFormat?
  @Option(
    name: .customLong("with"),
    help: ArgumentHelp(
      "What to print beside the text; several with commas between.", valueName: "parts"))
  var parts: [TextPartList] = []
  @Option(
    help: """
      What becomes of text that may be the site's: recall keeps it, precision leaves it out, balance keeps it where it \
      is more likely the report's.
      """)
  var favor: PageReader.Favor = .recall
  @Flag(exclusivity: .exclusive) var content: TextContent?
  @Option(help: "How progress is shown on standard error; auto is a line on a terminal, where there are many files.")
  var progress: ProgressStyle = .auto

  func validate() throws {
    if isNullSeparated, pathsFrom == nil { throw ValidationError("'--null' is about the paths of '--paths-from'") }
    if paths.count(where: { $0 == "-" }) + (pathsFrom == "-" ? 1 : 0) > 1 {
      throw ValidationError("standard input can be read only once")
    }
    if let part = chosenParts.first(where: { !chosenFormat.shows($0) }) {
      throw ValidationError("'--with \(part.rawValue)' needs '--format json'\(chosenFormat == .text ? part.hint : "")")
    }
  }

  func run() throws {
    if let url = paths.first(where: TextInputs.isURL) {
      throw Console.failure(TextInputs.urlMessage(url), code: 64)
    }
    var printing = TextPrinting(
      reader: ReportText(favor: favor, parts: chosenFormat.pageParts(for: Set(chosenParts))),
      mediaType: content?.mediaType,
      printer: chosenFormat.printer(parts: Set(chosenParts), isOne: inputs.isOne),
      isQuiet: chosenFormat == .json, progress: progress)
    try inputs.each { try printing.take($0) }
    try printing.end(isOne: inputs.isOne)
  }

  private var inputs: TextInputs {
    TextInputs(paths: paths, list: pathsFrom, separator: isNullSeparated ? 0 : UInt8(ascii: "\n"))
  }

  private var chosenParts: [TextPart] { parts.flatMap(\.parts) }

  private var chosenFormat: TextFormat { format ?? (inputs.isOne ? .text : .json) }
}

/// What the inputs are, whatever their names and first bytes say.
enum TextContent: String, EnumerableFlag {
  case html
  case plain

  var mediaType: MediaType { self == .html ? .html : .plain }

  static func help(for value: TextContent) -> ArgumentHelp? {
    value == .html ? "Read every input as a page." : "Read every input as text without markup."
  }
}

extension PageReader.Favor: ExpressibleByArgument {}
