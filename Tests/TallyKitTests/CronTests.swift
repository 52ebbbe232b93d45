import Foundation
import Glibc
import PipelineTesting
import Testing

/// Debian's cron runs pipelines that `Scripts/install-cron` has installed, and what it mails is read.
///
/// It has a view of the file system of its own, in which crontabs, pid file, PAM's rules and `sendmail` are those of the
/// test, and ends with it.
struct CronTests {
  private static let cron = "/usr/sbin/cron"
  /// Whether cron is installed, and can be given a view of its own.
  private static let canRun: Bool = {
    let programs = [cron, "/usr/bin/crontab", "/usr/bin/unshare"]
    guard getuid() == 0, programs.allSatisfy(FileManager.default.isExecutableFile) else { return false }
    let arguments = ["-mpf", "--mount-proc", "/bin/mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return (try? SpawnedProcess("/usr/bin/unshare", arguments).wait().code) == 0
  }()

  /// Installs the pipelines that are its arguments, starts cron, and ends when each has run and cron's children are gone.
  ///
  /// `$1` is the folder of all that is written; `tally` and `install` are in the environment.
  private static let script = #"""
    set -e
    d=$1; shift
    mkdir -p "$d/sbin" "$d/crontabs" "$d/run" "$d/cron.d" "$d/mail"
    cp /usr/sbin/cron "$d/sbin/"
    printf '#!/bin/sh\nnew=$(mktemp "%s/mail/.XXXXXX")\ncat >"$new"\nmv "$new" "%s/mail/$$"\n' "$d" "$d" >"$d/sbin/sendmail"
    chmod +x "$d/sbin/sendmail"
    chgrp crontab "$d/crontabs"; chmod 1730 "$d/crontabs"
    : >"$d/crontab"
    for kind in auth account session; do echo "$kind required pam_permit.so"; done >"$d/pam"
    mount --bind "$d/sbin" /usr/sbin
    mount --bind "$d/crontabs" /var/spool/cron/crontabs
    mount --bind "$d/run" /run
    mount --bind "$d/cron.d" /etc/cron.d
    mount --bind "$d/crontab" /etc/crontab
    mount --bind "$d/pam" /etc/pam.d/cron
    for pipeline; do
      bash "$install" "$pipeline" --tally "$tally" --at '* * * * *' --log "$d/log.jsonl"
    done
    # What was right when it was installed need not stay so.
    sed -i 's/^# later: //' "$d/broken/broken.yaml"
    cron -f &
    cron=$!
    for _ in $(seq 1300); do
      sleep 0.1
      children=$(cat "/proc/$cron/task/$cron/children")
      if [ -n "$children" ]; then began=1; elif [ -n "${began:-}" ]; then break; fi
    done
    kill "$cron"
    """#

  private static func pipeline(_ name: String, _ head: String = "") -> String {
    """
    name: \(name)
    \(head)
    stages:
      - use: fetch-files
        with: { root: reports }
      - use: strip-markup
      - use: emit-jsonl

    """
  }

  /// What was mailed of each pipeline, without its head.
  private func mails(_ folder: TemporaryFolder, _ names: [String]) throws -> [String: [[String]]] {
    var mails: [String: [[String]]] = [:]
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path + "/mail") {
      let text = try folder.read("mail/" + file)
      let parts = text.split(separator: "\n\n", maxSplits: 1)
      let name = names.first { parts[0].contains("/\($0).yaml") } ?? ""
      mails[name, default: []].append((parts.last ?? "").split(separator: "\n").map(String.init))
    }
    return mails
  }

  @Test(.enabled(if: canRun, "needs root and Debian's cron; 'Scripts/test' installs it"))
  func `cron mails nothing of a good run, and at most fifteen lines of a bad one`() throws {
    let folder = try TemporaryFolder()
    let mistakes = (0..<40).map { "# later: key-\($0): 1" }.joined(separator: "\n")
    let places = ["good": "a b 'c' 100%", "held": "held", "broken": "broken", "locked": "locked"]
    let heads = ["held": "gates: { max-rejected: 5 }", "broken": mistakes]
    for (name, place) in places {
      try folder.write(Self.pipeline(name, heads[name] ?? ""), to: "\(place)/\(name).yaml")
      try folder.write(sampleReport, to: "\(place)/reports/good.txt")
    }
    for number in 0..<30 { try folder.write("", to: "held/reports/\(number).txt") }
    let lock = open(try folder.write("", to: "locked/out/locked/.lock"), O_RDWR | O_CLOEXEC)
    defer { close(lock) }
    try #require(flock(lock, LOCK_EX | LOCK_NB) == 0)

    let paths = places.sorted { $0.key < $1.key }.map { "\(folder.path)/\($0.value)/\($0.key).yaml" }
    let arguments = ["-mpf", "--kill-child", "--mount-proc", "/bin/bash", "-c", Self.script, "bash", folder.path]
    let variables = ["tally": Binary.path, "install": Binary.repository + "/Scripts/install-cron"]
    let result = try SpawnedProcess("/usr/bin/unshare", arguments + paths, environment: variables).wait()
    try #require(result.errors.isEmpty, "\(result.errors)")

    let mails = try mails(folder, places.keys.sorted())
    #expect(mails.mapValues(\.count) == ["held": 1, "broken": 1, "locked": 1], "\(mails)")
    for lines in mails.values.joined() { #expect((1...15).contains(lines.count), "\(lines)") }
    let published = try PublishedRun("\(folder.path)/\(places["good"] ?? "")/out/good/current")
    #expect(try published.sources() == ["good.txt"])
    let good = try JSON(folder.read("\(places["good"] ?? "")/out/good/status.json"))
    #expect(good["last_run"]?["exit_code"]?.integer == 0)

    let held = try #require(mails["held"]?.first)
    try #require(held.count > 2)
    #expect(held.first?.contains("run 000001 of 'held' was held back, exit code 65: 31 listed") == true)
    #expect(held[1].hasPrefix("  30 empty, as '0.txt'") && held[2] == "  log: \(folder.path)/log.jsonl")
    #expect(held.last?.hasPrefix("tally: error: gate 'max-rejected': 30 of 31") == true)
    #expect(!folder.contains("held/out/held/current"))
    let textfile = try folder.read("held/out/held/tally.prom")
    #expect(textfile.contains("tally_last_run_exit_code{pipeline=\"held\"} 65\n"))
    #expect(textfile.contains("tally_last_success_timestamp_seconds{pipeline=\"held\"} 0\n"))

    let broken = try #require(mails["broken"]?.first)
    #expect(broken.first?.contains(": error: unknown key 'key-0'") == true && broken.contains("and 36 more"))
    #expect(broken.last?.hasSuffix("correct them, then: tally check \(folder.path)/broken/broken.yaml") == true)
    let locked = try #require(mails["locked"]?.first)
    #expect(locked.count == 1 && locked[0].contains("another run of this pipeline holds '"))
    #expect(!folder.contains("locked/out/locked/status.json"))

    let log = try folder.read("log.jsonl").split(separator: "\n").map { try JSON(String($0)) }
    #expect(log.contains { $0["pipeline"]?.string == "good" && $0["status"]?.string == "published" })
    #expect(log.filter { $0["pipeline"]?.string == "held" && $0["code"]?.string == "empty" }.count == 30)
  }
}
