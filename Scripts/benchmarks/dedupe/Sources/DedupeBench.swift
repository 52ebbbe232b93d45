// What Scripts/bench and Scripts/score-dedupe run: NearDuplicates on a file of texts, without a pipeline around it.
//
//     dedupe-bench FILE [--findings OUT] [--pairs LIST] [--known N]
//
// FILE has an object a line whose first key is "id" and whose second is "text", as Python's json.dumps(ensure_ascii=False)
// writes it. With --known the last N texts are looked up among the others, one by one. The last line on standard output has the CPU seconds of each step and the bytes of memory they took.
import Glibc
import NearDuplicates

func cpuSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Resident bytes of the process.
func resident() -> Int { statm().resident - sharedBytes() }

/// Those of its libraries.
func sharedBytes() -> Int { statm().shared }

func statm() -> (resident: Int, shared: Int) {
  guard let file = fopen("/proc/self/statm", "r") else { return (0, 0) }
  defer { fclose(file) }
  var (size, pages, shared) = (0, 0, 0)
  withUnsafeMutablePointer(to: &size) { size in
    withUnsafeMutablePointer(to: &pages) { pages in
      withUnsafeMutablePointer(to: &shared) { _ = withVaList([size, pages, $0]) { vfscanf(file, "%ld %ld %ld", $0) } }
    }
  }
  let page = Int(sysconf(Int32(_SC_PAGESIZE)))
  return (pages * page, shared * page)
}

/// The most resident bytes that the process had, which a process that starts it does not count in.
func peakResident() -> Int {
  var kilobytes = 0
  forEachLine(of: "/proc/self/status") { line in
    let words = String(decoding: line, as: UTF8.self).split { $0 == " " || $0 == "\t" || $0 == ":" }
    if words.first == "VmHWM", words.count > 1 { kilobytes = Int(words[1]) ?? 0 }
  }
  return kilobytes * 1024 - sharedBytes()
}

/// Lines of a file through one buffer, so that no memory is taken for more than one of them.
func forEachLine(of path: String, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
  guard let file = fopen(path, "r") else { fatalError("cannot read '\(path)'") }
  defer { fclose(file) }
  var line: UnsafeMutablePointer<CChar>?
  var room = 0
  defer { free(line) }
  while true {
    let length = getline(&line, &room, file)
    guard length > 0, let line else { return }
    line.withMemoryRebound(to: UInt8.self, capacity: length) { body(UnsafeBufferPointer(start: $0, count: length)) }
  }
}

/// The JSON string behind the next colon, put into `text`; gives where it ends.
func readString(_ line: UnsafeBufferPointer<UInt8>, from start: Int, into text: inout [UInt8]) -> Int {
  text.removeAll(keepingCapacity: true)
  var at = start
  while line[at] != UInt8(ascii: ":") { at += 1 }
  while line[at] != UInt8(ascii: "\"") { at += 1 }
  at += 1
  var plain = at
  while line[at] != UInt8(ascii: "\"") {
    if line[at] == UInt8(ascii: "\\") {
      text.append(contentsOf: line[plain..<at])
      at += 1
      switch line[at] {
      case UInt8(ascii: "n"): text.append(10)
      case UInt8(ascii: "t"): text.append(9)
      case UInt8(ascii: "r"): text.append(13)
      case UInt8(ascii: "u"):
        // Only control characters are written so where other characters stand as they are.
        text.append(UInt8(String(decoding: line[(at + 3)..<(at + 5)], as: UTF8.self), radix: 16) ?? 32)
        at += 4
      default: text.append(line[at])
      }
      plain = at + 1
    }
    at += 1
  }
  text.append(contentsOf: line[plain..<at])
  return at + 1
}

/// Looks the last sketches up among the others.
func lookUp(_ count: Int, _ sketches: [TextSketch]) {
  let first = max(0, sketches.count - count)
  var index = DuplicateIndex()
  var file = SketchFile.Writer(key: [])
  var fileBytes = SketchFile.headSize
  for id in 0..<first {
    let entry = DuplicateIndex.Entry(id: UInt64(id), sketch: sketches[id])
    index.add(entry)
    file.add(entry)
    fileBytes += file.take().count
  }
  let start = cpuSeconds()
  let known = KnownDuplicates(index)
  let built = cpuSeconds()
  var (links, slowest) = (0, 0.0)
  for id in first..<sketches.count {
    let begun = cpuSeconds()
    var new = DuplicateIndex()
    new.add(DuplicateIndex.Entry(id: UInt64(id), sketch: sketches[id]))
    links += known.find(new).count
    slowest = max(slowest, cpuSeconds() - begun)
  }
  let end = cpuSeconds()
  print(
    """
    {"known": \(first), "looked_up": \(sketches.count - first), "build_seconds": \(built - start), \
    "milliseconds": \(1000 * (end - built) / Double(max(1, sketches.count - first))), "slowest_milliseconds": \(1000 * slowest), \
    "file_bytes": \(Double(fileBytes) / Double(max(1, first))), "bytes": \(Double(known.byteCount) / Double(max(1, first))), "found": \(links)}
    """)
}

@main
struct DedupeBench {
  static func main() {
    var arguments = Array(CommandLine.arguments.dropFirst())
    func option(_ name: String) -> String? {
      guard let at = arguments.firstIndex(of: name), at + 1 < arguments.count else { return nil }
      let value = arguments[at + 1]
      arguments.removeSubrange(at...(at + 1))
      return value
    }
    let findingsPath = option("--findings")
    let pairsPath = option("--pairs")
    let lookedUp = option("--known").flatMap { Int($0) } ?? 0
    guard let path = arguments.first else {
      fatalError("dedupe-bench FILE [--findings OUT] [--pairs LIST] [--known N]")
    }

    var names: [String] = []
    var sketches: [TextSketch] = []
    var index = DuplicateIndex()
    var (id, text): ([UInt8], [UInt8]) = ([], [])
    _ = TextSketch("温")
    let before = resident()
    let start = cpuSeconds()
    var (sketching, bytes, count) = (0.0, 0, UInt64(0))
    forEachLine(of: path) { line in
      let next = readString(line, from: 0, into: &id)
      _ = readString(line, from: next, into: &text)
      let begun = cpuSeconds()
      let sketch = text.withUnsafeBufferPointer { TextSketch(utf8: $0) }
      index.add(DuplicateIndex.Entry(id: count, sketch: sketch))
      sketching += cpuSeconds() - begun
      bytes += text.count
      count += 1
      if findingsPath != nil || pairsPath != nil { names.append(String(decoding: id, as: UTF8.self)) }
      if pairsPath != nil || lookedUp > 0 { sketches.append(sketch) }
    }
    if lookedUp > 0 { return lookUp(lookedUp, sketches) }
    let read = cpuSeconds()
    let held = resident()
    let findings = index.resolve()
    let end = cpuSeconds()

    if let findingsPath {
      guard let out = fopen(findingsPath, "w") else { fatalError("cannot write '\(findingsPath)'") }
      for finding in findings {
        let name = names[Int(finding.id)]
        let over = finding.copyOf.map { names[Int($0)] } ?? ""
        let links = finding.links.map { "\(names[Int($0.of)]):\($0.relation.rawValue):\($0.similarity)" }
        fputs(([name, over, finding.isAmbiguous ? "ambiguous" : ""] + links).joined(separator: "\t") + "\n", out)
      }
      fclose(out)
    }
    if let pairsPath {
      let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
      forEachLine(of: pairsPath) { line in
        let pair = String(decoding: line, as: UTF8.self).split { $0 == "\t" || $0 == "\n" }.map(String.init)
        guard pair.count == 2, let a = places[pair[0]], let b = places[pair[1]] else { return }
        print(pair[0], pair[1], PairComparison(sketches[a], sketches[b]))
      }
    }
    print(
      """
      {"documents": \(count), "bytes": \(bytes), "sketch_seconds": \(sketching), "read_seconds": \(read - start), \
      "resolve_seconds": \(end - read), "seconds": \(end - start), "index_bytes": \(index.byteCount), \
      "held_bytes": \(held - before), "peak_bytes": \(peakResident() - before), "findings": \(findings.count)}
      """)
  }
}
