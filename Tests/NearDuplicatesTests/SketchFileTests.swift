import Testing

@testable import NearDuplicates

struct SketchFileTests {
  private let entries = ["办理案件12件。", "全县调解纠纷326件，受理法律援助案件78件。", ""].enumerated().map { at, text in
    DuplicateIndex.Entry(
      id: UInt64(at) << 40 | 7, sketch: TextSketch(text), published: Int32(20_250_100 + at), trust: .shop,
      scope: UInt32(at))
  }

  private func bytes(_ key: String = "run 1") -> [UInt8] {
    var writer = SketchFile.Writer(key: Array(key.utf8))
    var body: [UInt8] = []
    for entry in entries {
      writer.add(entry)
      body += writer.take()
    }
    return writer.head + body
  }

  private func read(_ bytes: [UInt8], _ key: String = "run 1") -> [DuplicateIndex.Entry]? {
    var found: [DuplicateIndex.Entry] = []
    let isRead = bytes.withUnsafeBytes { SketchFile.read($0, key: Array(key.utf8)) { found.append($0) } }
    return isRead ? found : found.isEmpty ? nil : []
  }

  @Test func `what is written is read`() throws {
    let found = try #require(read(bytes()))
    #expect(found.map(\.id) == entries.map(\.id) && found.map(\.sketch) == entries.map(\.sketch))
    #expect(found.map(\.published) == entries.map(\.published) && found.map(\.scope) == entries.map(\.scope))
    #expect(found.allSatisfy { $0.trust == .shop })
    #expect(read(bytes(), "run 2") == nil)
  }

  @Test func `nothing is read where any bit differs, or anything is missing or added`() {
    let whole = bytes()
    for at in whole.indices {
      var damaged = whole
      damaged[at] ^= UInt8(1 << (at % 8))
      #expect(read(damaged) == nil, "byte \(at)")
      #expect(read(Array(whole[..<at])) == nil, "\(at) bytes")
    }
    #expect(read(whole + [0]) == nil)
    #expect(read(whole + whole.dropFirst(SketchFile.headSize)) == nil)
    #expect(SketchFile.Writer(key: []).head.count == SketchFile.headSize)
  }

  @Test func `documents in another order are another file`() {
    let whole = bytes()
    let first = SketchFile.headSize + 17 + entries[0].sketch.rawValue.count
    let second = first + 17 + entries[1].sketch.rawValue.count
    #expect(read(Array(whole[..<64] + whole[first..<second] + whole[64..<first] + whole[second...])) == nil)
  }
}
