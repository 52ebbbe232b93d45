import Glibc

/// What libFuzzer calls with each input.
///
/// Which reader gets it says `TALLY_FUZZ`, so that pages, reports and pipeline files serve as seeds where they stand.
@_cdecl("LLVMFuzzerTestOneInput")
public func read(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  Reader.chosen.read(Array(UnsafeBufferPointer(start: data, count: size)))
  return 0
}

/// A reader that anybody's bytes come to.
enum Reader: String, CaseIterable {
  case pages, texts, pipelines

  static let chosen: Reader = {
    let name = getenv("TALLY_FUZZ").map { String(cString: $0) } ?? ""
    guard let reader = Reader(rawValue: name) else {
      let known = allCases.map(\.rawValue).joined(separator: ", ")
      fail("TALLY_FUZZ must name a reader (\(known)), not '\(name)'")
    }
    return reader
  }()

  func read(_ bytes: [UInt8]) {
    switch self {
    case .pages: ReportChain.pages.read(bytes)
    case .texts: ReportChain.texts.read(bytes)
    case .pipelines: PipelineFiles.read(bytes)
    }
  }
}

/// Ends the process as a crash, which libFuzzer reports with the input, unless `condition` holds.
func require(_ condition: Bool, _ rule: @autoclosure () -> String) {
  if !condition { fail(rule()) }
}

/// Ends the process as a crash.
func fail(_ rule: String) -> Never {
  let line = Array("fuzz: \(rule)\n".utf8)
  _ = line.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  abort()
}
