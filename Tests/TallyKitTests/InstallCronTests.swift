import Foundation
import Glibc
import PipelineTesting
import Testing

/// `Scripts/install-cron`, with a crontab of its own in place of the user's.
struct InstallCronTests {
  private let folder: TemporaryFolder
  private static let systemdAnalyze = ["/usr/bin/systemd-analyze", "/bin/systemd-analyze"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("name: nightly\n" + Self.stages, to: "a/nightly.yaml")
    let crontab = """
      #!/bin/sh
      if [ "$1" = -l ]; then cat '\(folder.path)/crontab' 2>/dev/null || { echo 'no crontab' >&2; exit 1; }
      else cat >'\(folder.path)/crontab'; fi
      """
    chmod(try folder.write(crontab, to: "bin/crontab"), 0o755)
  }

  private static let stages = "stages: [{ use: fetch-files, with: { root: reports } }, { use: emit-jsonl }]\n"

  private func install(_ pipeline: String, _ arguments: String..., variables: [String: String] = [:]) throws
    -> Binary.Result
  {
    let words = ["\(Binary.repository)/Scripts/install-cron", "\(folder.path)/\(pipeline)", "--tally", Binary.path]
    let own = [
      "PATH": folder.path + "/bin:" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"),
      "LANG": "C.UTF-8", "TZ": "", "HOME": folder.path,
    ]
    return try SpawnedProcess("/bin/bash", words + arguments, environment: own.merging(variables) { $1 }).wait()
  }

  @Test func `a nightly run and an hourly look whether one was missed stand between lines of their own`() throws {
    let result = try install("a/nightly.yaml", "--print", "--log", "/var/log/n.jsonl", "--env", "KEY=50% \"a\" $b")
    let lines = result.lines
    try #require(result.code == 0 && lines.count == 4, "\(result.errors)")
    let pipeline = "\(folder.path)/a/nightly.yaml"
    #expect(lines[0].hasPrefix("# tally: begin \(pipeline) ") && lines[3] == "# tally: end \(pipeline)")
    let command =
      "cd \(folder.path)/a && exec env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 "
      + "'KEY=50\\% \"a\" $b' \(Binary.path) run \(pipeline) --cron --log /var/log/n.jsonl"
    #expect(lines[1] == "0 3 * * * " + command)
    #expect(lines[2] == "17 * * * * " + command + " --if-older-than 25h")
    #expect(!folder.contains("crontab"))
    let weekly = try install("a/nightly.yaml", "--print", "--at", "0 3 * * 1", variables: ["TZ": "Asia/Shanghai"]).lines
    #expect(weekly.count == 3 && weekly[1].hasPrefix("0 3 * * 1 ") && weekly[1].contains(" TZ=Asia/Shanghai "))
    let own = try install("a/nightly.yaml", "--print", "--at", "@weekly", "--catch-up", "8d").lines
    #expect(own.count == 4 && own[1].hasPrefix("@weekly cd ") && own[2].hasSuffix(" --if-older-than 8d"))
    #expect(try install("a/nightly.yaml", "--print", "--catch-up", "none").lines.count == 3)
  }

  @Test func `a second call replaces the first, and what others wrote stays`() throws {
    let others = "# mine\nMAILTO=boss@example.org\n5 4 * * * echo 'it\\'s \\% mine'\n"
    try folder.write(others, to: "crontab")
    try folder.write("name: other\n" + Self.stages, to: "a/other.yaml")
    #expect(try install("a/nightly.yaml").code == 0)
    #expect(try install("a/other.yaml").code == 0)
    let both = try folder.read("crontab")
    #expect(both.hasPrefix(others + "# tally: begin \(folder.path)/a/nightly.yaml"))
    #expect(try install("a/nightly.yaml", "--at", "1 2 * * *", "--mailto", "me@example.org").code == 0)
    let text = try folder.read("crontab")
    #expect(text.components(separatedBy: "# tally: begin").count == 3)
    // An assignment holds for all that stands behind it, so it is taken back.
    let block = text.components(separatedBy: "# tally: begin \(folder.path)/a/nightly.yaml")[1]
    #expect(!block.contains("\n0 3 ") && block.components(separatedBy: " --cron ").count == 3)
    #expect(
      block.contains("MAILTO=\"me@example.org\"\n1 2 * * * cd ")
        && block.contains("\nMAILTO=boss@example.org\n# tally: end"))
    #expect(try install("a/nightly.yaml", "--uninstall").code == 0)
    #expect(try install("a/other.yaml", "--uninstall").code == 0)
    #expect(try folder.read("crontab") == others)
  }

  @Test func `cron and the shell read every path as it is`() throws {
    let odd = #"b 'c' "d" 100% \%e $HOME `f` 报告"#
    try folder.write("name: nightly\n" + Self.stages, to: "\(odd)/p q.yaml")
    try folder.write(sampleReport, to: "\(odd)/reports/a.txt")
    let lines = try install("\(odd)/p q.yaml", "--print", "--log", folder.path + "/l %.jsonl").lines
    try #require(lines.count == 4)
    // As Debian's cron reads it: an escaped % is one, another ends the command.
    var command = ""
    var isEscaped = false
    for character in lines[1].dropFirst("0 3 * * * ".count) {
      if isEscaped, character == "%" { command.removeLast() }
      if !isEscaped, character == "%" { break }
      isEscaped = !isEscaped && character == "\\"
      command.append(character)
    }
    let result = try SpawnedProcess("/bin/sh", ["-c", command], environment: ["LANG": "C.UTF-8"]).wait()
    #expect(result.code == 0 && result.errors.isEmpty, "\(result.errors)")
    #expect(folder.contains("\(odd)/out/nightly/current/documents.jsonl"))
    #expect(folder.contains("l %.jsonl"))
  }

  @Test func `systemd gets a service and a timer that makes up for what was missed`() throws {
    let result = try install("a/nightly.yaml", "--systemd", "--print", "--env", #"KEY=a "b" 5% \c"#)
    #expect(result.code == 0, "\(result.errors)")
    let lines = result.lines
    #expect(lines.contains("WorkingDirectory=\(folder.path)/a"))
    #expect(lines.contains(#"Environment="KEY=a \"b\" 5%% \\c""#))
    #expect(
      lines.contains { $0.hasPrefix(#"ExecStart="\#(Binary.path)" "run" "\#(folder.path)/a/nightly.yaml" "--cron""#) })
    for line in ["OnCalendar=*-*-* 3:0:00", "Persistent=true", "RandomizedDelaySec=60", "SuccessExitStatus=3"] {
      #expect(lines.contains(line), "\(line)")
    }
  }

  @Test(arguments: [
    ("0 3 * * *", "*-*-* 3:0:00"), ("*/5 2-4 * * 1-5", "Mon..Fri *-*-* 2..4:0/5:00"),
    ("30 1,13 1 */3 *", "*-1/3-1 1,13:30:00"), ("0 0 * * 0,6", "Sun,Sat *-*-* 0:0:00"), ("@midnight", "daily"),
    ("Mon *-*-* 04:00:00", "Mon *-*-* 04:00:00"), ("0 3 1 * 1", nil), ("@reboot", nil),
  ])
  func `what cron calls a time, systemd does too`(_ at: String, _ calendar: String?) throws {
    let result = try install("a/nightly.yaml", "--systemd", "--print", "--at", at)
    guard let calendar else { return #expect(result.code == 64, "\(result.output)") }
    #expect(result.lines.contains("OnCalendar=\(calendar)"), "\(result.output)\(result.errors)")
    guard let program = Self.systemdAnalyze else { return }
    let checked = try SpawnedProcess(program, ["calendar", calendar]).wait()
    #expect(checked.code == 0, "\(checked.errors)")
  }

  @Test(.enabled(if: systemdAnalyze != nil, "there is no systemd-analyze"))
  func `systemd finds nothing wrong with the units, whatever the path`() throws {
    let odd = #"b 'c' "d" 100% $e 报告"#
    try folder.write("name: nightly\n" + Self.stages, to: "\(odd)/p q.yaml")
    let text = try install("\(odd)/p q.yaml", "--systemd", "--print").output
    let parts = text.components(separatedBy: "--- ")
    var units: [String] = []
    for part in parts.dropFirst() {
      let (head, body) = (part.prefix { $0 != "\n" }, part.drop { $0 != "\n" }.dropFirst())
      units.append(try folder.write(String(body), to: "units/" + URL(fileURLWithPath: String(head)).lastPathComponent))
    }
    #expect(units.count == 2)
    let checked = try SpawnedProcess(Self.systemdAnalyze ?? "", ["verify", "--man=no"] + units).wait()
    let own = checked.errors.split(separator: "\n").filter { $0.contains("tally-nightly") }
    #expect(own.isEmpty, "\(checked.errors)")
  }

  @Test(arguments: [
    (["--at"], Int32(64), "'--at' needs a value"), (["--catch-up", "soon"], 64, "'--catch-up' is a number with"),
    (["--env", "1A=b"], 64, "'--env' is NAME=VALUE"), (["--night"], 64, "unknown option '--night'"),
    (["--env", "A=b\nc"], 64, "neither cron nor systemd takes a line break"),
    (["--env", "A=" + String(repeating: "x", count: 1000)], 64, "and cron takes 998"),
    (["--tally", "/nowhere/tally"], 69, "no program '/nowhere/tally'"),
  ])
  func `what cannot be installed is said, and the crontab stays`(_ words: [String], _ code: Int32, _ message: String)
    throws
  {
    try folder.write("# mine\n", to: "crontab")
    let script = "\(Binary.repository)/Scripts/install-cron"
    let arguments = [script, folder.path + "/a/nightly.yaml", "--tally", Binary.path] + words
    let path = folder.path + "/bin:/usr/bin:/bin"
    let result = try SpawnedProcess("/bin/bash", arguments, environment: ["PATH": path]).wait()
    #expect(result.code == code && result.lastLine.contains(message), "\(result.errors)")
    #expect(try folder.read("crontab") == "# mine\n")
  }

  @Test func `a pipeline file with a mistake is not installed`() throws {
    try folder.write("name: nightly\nstages: [{ use: fetch-fles }]\n", to: "a/bad.yaml")
    let bad = try install("a/bad.yaml")
    #expect(bad.code == 78 && bad.errors.contains("unknown stage 'fetch-fles'") && !folder.contains("crontab"))
    #expect(try install("a/none.yaml").code == 66)
  }
}
