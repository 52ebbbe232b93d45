import Foundation
import Glibc
import PipelineKit
import PipelineTesting
import Testing

@testable import Stages

struct FetchFilesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func stage(_ options: [String: String] = [:]) throws -> FetchFiles {
    try FetchFiles(["root": "."].merging(options) { $1 }, folder: folder.path)
  }

  private func list(_ options: [String: String] = [:]) throws -> [Input] {
    var inputs: [Input] = []
    try stage(options).list { inputs.append($0) }
    return inputs
  }

  /// The one file of the folder, fetched.
  private func fetch(_ options: [String: String] = [:]) throws -> Document {
    try stage(options).fetch(try #require(try list(options).first))
  }

  private func failure(_ options: [String: String] = [:]) throws -> Failure? {
    do {
      _ = try fetch(options)
      return nil
    } catch { return error as? Failure }
  }

  private func write(_ names: String...) throws {
    for name in names { try folder.write(name, to: name) }
  }

  // MARK: - Listing

  @Test func `reads pages and texts at any depth, also compressed, and nothing else`() throws {
    try write("a.txt", "b.html", "省/市/c.htm", "省/d.shtml.gz", "e.pdf", "f.txt.bak", "g", "h.gz")
    #expect(try list().map(\.source) == ["a.txt", "b.html", "省/d.shtml.gz", "省/市/c.htm"])
  }

  @Test func `lists in the order of the bytes of the paths`() throws {
    try write(
      "b.txt", "a/z.txt", "a.txt", "a-1.txt", "a/B.txt", "a/b/c.txt", "a/b.txt", "10.txt", "9.txt", "乙.txt", "丙.txt")
    let sources = try list().map(\.source)
    #expect(sources == sources.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    #expect(sources.count == 11)
  }

  @Test func `include and exclude choose by the path below the root`() throws {
    try write("2024/a.txt", "2025/a.txt", "2025/草稿/a.txt", "2025/b.text")
    let options = ["include": "['2025/**/*.txt', '**/*.text']", "exclude": "['**/草稿/**']"]
    #expect(try list(options).map(\.source) == ["2025/a.txt", "2025/b.text"])
  }

  @Test func `passes over names that begin with a dot`() throws {
    try write(".a.txt", ".git/b.txt", "c/.d/e.txt", "f.txt")
    #expect(try list().map(\.source) == ["f.txt"])
  }

  @Test func `says how many bytes each file has`() throws {
    try folder.write("12345", to: "a.txt")
    #expect(try list().map(\.bytes) == [5])
  }

  @Test func `follows links to folders unless told not to`() throws {
    let outside = try TemporaryFolder()
    try outside.write("text", to: "b.txt")
    try write("real/a.txt")
    symlink(outside.path, folder.path + "/link")
    symlink(outside.path, folder.path + "/link-again")
    let inputs = try list()
    #expect(inputs.count == 3)
    #expect(inputs.filter { $0.verdict == .keep }.count == 2)
    #expect(inputs.filter { $0.verdict == .drop(reason: "same-folder") }.count == 1)
    #expect(try list(["follow-links": "false"]).map(\.source) == ["real/a.txt"])
  }

  @Test func `a folder is read once, under its own path, however many links lead to it`() throws {
    try write("real/a.txt", "z/b.txt")
    symlink(folder.path + "/real", folder.path + "/link")
    symlink("../z", folder.path + "/real/z")
    let inputs = try list()
    #expect(inputs.filter { $0.verdict == .keep }.map(\.source) == ["real/a.txt", "z/b.txt"])
    #expect(
      inputs.filter { $0.verdict == .drop(reason: "same-folder") }.map(\.source).sorted() == ["link/", "real/z/"])
  }

  @Test func `a folder that is left out as a whole is not even looked into`() throws {
    try write("old/a.txt", "old/deep/b.txt", "new/c.txt")
    symlink("..", folder.path + "/old/loop")
    #expect(try list(["exclude": "[\"old/**\"]"]).map(\.source) == ["new/c.txt"])
    #expect(try list(["exclude": "[\"old/*\"]"]).map(\.source) == ["new/c.txt", "old/deep/b.txt", "old/loop/"])
  }

  @Test func `drops a link that leads back to a folder above it`() throws {
    try write("a/b/c.txt")
    symlink("../..", folder.path + "/a/b/loop")
    let inputs = try list()
    #expect(inputs.map(\.source) == ["a/b/c.txt", "a/b/loop/"])
    #expect(inputs.map(\.verdict) == [.keep, .drop(reason: "directory-loop")])
  }

  @Test(.timeLimit(.minutes(1))) func `drops what is no file and never waits for it`() throws {
    #expect(mkfifo(folder.path + "/pipe.txt", 0o600) == 0)
    #expect(mkfifo(folder.path + "/other", 0o600) == 0)
    #expect(try list().map(\.verdict) == [.drop(reason: "not-a-file")])
  }

  @Test func `rejects a link that leads nowhere`() throws {
    symlink("gone.txt", folder.path + "/a.txt")
    symlink("gone", folder.path + "/not-chosen")
    let inputs = try list()
    #expect(inputs.map(\.source) == ["a.txt"])
    guard case .reject(let failure)? = inputs.first?.verdict else {
      Issue.record("not rejected")
      return
    }
    #expect(failure == Failure(code: "unreadable", "the link leads nowhere", class: .transient))
  }

  @Test func `a file or folder whose name is not UTF-8 is rejected and not lost`() throws {
    // 总结 in GBK, as an archive from another system unpacks it.
    let name: [UInt8] = [0xD7, 0xDC, 0xBD, 0xE1]
    let file = Array((folder.path + "/").utf8) + name + Array(".txt\0".utf8)
    let descriptor = file.withUnsafeBytes { open($0.assumingMemoryBound(to: CChar.self).baseAddress!, O_CREAT, 0o600) }
    try #require(descriptor >= 0)
    close(descriptor)
    let below = Array((folder.path + "/").utf8) + name + [0]
    try #require(below.withUnsafeBytes { mkdir($0.assumingMemoryBound(to: CChar.self).baseAddress!, 0o700) } == 0)
    try write("a.txt")
    let verdicts = try list().map(\.verdict)
    let reject = Failure(code: "unreadable", "its name leads to nothing; is it UTF-8?", class: .transient)
    #expect(verdicts == [.keep, .reject(reject), .reject(reject)])
  }

  @Test(arguments: ["gone", "file.txt"])
  func `a root that is no folder ends the run`(root: String) throws {
    try write("file.txt")
    do {
      _ = try list(["root": root])
      Issue.record("listed")
    } catch let failure as RunFailure {
      #expect(failure.kind == .noInput)
      let where_ = folder.path + "/" + root
      #expect(failure.message == "fetch-files: root '\(root)' is no folder ('\(where_)'); check 'root'")
    }
  }

  @Test func `building it opens nothing`() throws {
    #expect(throws: Never.self) { try stage(["root": "/nowhere"]) }
  }

  @Test func `without a pattern nothing could be read, which is a mistake`() throws {
    let found = #expect(throws: Diagnostics.self) { try stage(["include": "[]"]) }
    #expect(found?.mistakes.map(\.message) == ["'fetch-files': 'include' is empty, so that nothing would be read"])
  }

  // MARK: - Content

  @Test func `a document says where it comes from and what its bytes were`() throws {
    let bytes = GzipFiles.stored(Array("工作总结".utf8))
    try folder.write(bytes, to: "县/a.txt.gz")
    let document = try fetch()
    #expect(document.source == "县/a.txt.gz")
    #expect(document.id == RecordID(source: "县/a.txt.gz"))
    #expect(document.revision == Digest.sha256(bytes))
    #expect(document.mediaType == "text/plain")
    #expect(document.charset == "UTF-8")
    #expect(document.text == "工作总结")
  }

  @Test func `reads a gzip file under any name, and one of several members whole`() throws {
    try folder.write(GzipFiles.stored(Array("上半年".utf8)) + GzipFiles.stored(Array("下半年".utf8)), to: "a.txt")
    #expect(try fetch().text == "上半年下半年")
  }

  @Test func `reads an uncompressed file that is named gz`() throws {
    try folder.write("工作总结", to: "a.txt.gz")
    #expect(try fetch().text == "工作总结")
  }

  @Test(
    arguments: [
      (Array("工作总结".utf8), "工作总结", "UTF-8"), ([0xEF, 0xBB, 0xBF] + Array("工作总结".utf8), "工作总结", "UTF-8"),
      (EncodedTexts.gbk, EncodedTexts.simplified, "GB18030"), (EncodedTexts.gb18030, EncodedTexts.rare, "GB18030"),
      (EncodedTexts.big5, EncodedTexts.traditional, "Big5"), (EncodedTexts.utf16("工作总结"), "工作总结", "UTF-16LE"),
    ] as [([UInt8], String, String)])
  func `finds the charset of a text`(bytes: [UInt8], text: String, charset: String) throws {
    try folder.write(bytes, to: "a.txt")
    let document = try fetch()
    #expect(document.text == text)
    #expect(document.charset == charset)
  }

  @Test(
    arguments: [
      (EncodedTexts.gbk, "gb2312", EncodedTexts.simplified, "GB18030"),
      (EncodedTexts.gb18030, "gb2312", EncodedTexts.rare, "GB18030"),
      (EncodedTexts.gbk, "utf-8", EncodedTexts.simplified, "GB18030"),
      (Array(EncodedTexts.simplified.utf8), "gb2312", EncodedTexts.simplified, "UTF-8"),
      (EncodedTexts.big5, "big5", EncodedTexts.traditional, "Big5"),
      (EncodedTexts.big5, "gb2312", EncodedTexts.traditional, "Big5"),
    ] as [([UInt8], String, String, String)])
  func `believes a page's charset only where the bytes bear it out`(
    body: [UInt8], declared: String, text: String, charset: String
  ) throws {
    try folder.write(EncodedTexts.page(body, declaring: declared), to: "a.html")
    let document = try fetch()
    #expect(document.text.contains("<p>\(text)</p>"))
    #expect(document.charset == charset)
    #expect(document.mediaType == "text/html")
  }

  @Test func `malformed bytes reject a file unless it may have a few`() throws {
    let bytes = Array(String(repeating: "全年办理法律援助案件若干件。", count: 100).utf8)
    try folder.write(bytes + [0xFF] + bytes, to: "a.txt")
    #expect(try failure()?.code == "undecodable")
    let document = try fetch(["bad-bytes-per-thousand": "1"])
    #expect(document.text.unicodeScalars.filter { $0 == "\u{FFFD}" }.count == 1)
    try folder.write(bytes + [UInt8](repeating: 0xFF, count: 100), to: "a.txt")
    #expect(try failure(["bad-bytes-per-thousand": "1"])?.code == "undecodable")
  }

  @Test(arguments: [("a.html", 2), ("a.txt", 0)])
  func `a page may hold a few malformed bytes and a text none, unless one bound is set`(name: String, most: Int) throws
  {
    let sentence = Array("<p>全年办理法律援助案件若干件。</p>".utf8)
    let thousand = Array(repeating: sentence, count: 1000 / sentence.count + 1).flatMap { $0 }
    for bad in 1...3 {
      try folder.write(thousand + (0..<bad).flatMap { _ in [0xFF] + sentence }, to: name)
      let found = try failure()
      #expect(found?.code == (bad > most ? "undecodable" : nil), "\(bad) bytes")
      if let found { #expect(found.message.hasSuffix("? 'bad-bytes-per-thousand' lets a few pass")) }
      #expect(try failure(["bad-bytes-per-thousand": "0"])?.code == "undecodable")
      let document = try fetch(["bad-bytes-per-thousand": "3"])
      #expect(document.replacedBytes == bad)
      #expect(document.counts == ["replaced-bytes": bad])
    }
    try folder.write(thousand + [0xFF] + sentence, to: name)
    #expect(try failure(["bad-bytes-per-thousand": "null"]) == failure())
    #expect(throws: Diagnostics.self) { try fetch(["bad-bytes-per-thousand": "101"]) }
    try folder.write(thousand, to: name)
    #expect(try fetch().counts.isEmpty)
  }

  @Test func `says what decided the charset`() throws {
    try folder.write(EncodedTexts.page(EncodedTexts.gbk, declaring: "gbk"), to: "a.html")
    #expect(try fetch().charsetEvidence == "declaration")
    try folder.write(EncodedTexts.page(EncodedTexts.gbk, declaring: "utf-8"), to: "a.html")
    #expect(try fetch().charsetEvidence == "content")
    try folder.write("\u{FEFF}正文", to: "a.html")
    #expect(try fetch().charsetEvidence == "byte-order-mark")
  }

  @Test func `an empty file is rejected, compressed or not`() throws {
    try folder.write([UInt8](), to: "a.txt")
    let failure = try #require(try failure())
    #expect(failure.code == "empty" && failure.message == "the file is empty")
    #expect(failure.revision == Digest.sha256([]), "the bytes could be read, so it is known which they were")
    try folder.write(GzipFiles.stored([]), to: "a.txt")
    #expect(try self.failure()?.code == "empty")
  }

  @Test func `max-bytes holds for the file and for what it expands to`() throws {
    try folder.write("123456", to: "a.txt")
    #expect(try failure(["max-bytes": "6"]) == nil)
    #expect(try failure(["max-bytes": "5"]) == Failure(code: "too-large", "the file has 6 bytes, and 'max-bytes' is 5"))
    try folder.write(GzipFiles.tenThousand, to: "a.txt")
    #expect(try failure(["max-bytes": "9999"])?.code == "too-large")
    #expect(try failure(["max-bytes": "10000"]) == nil)
  }

  @Test func `a gzip file that is cut short or damaged is rejected as that`() throws {
    let bytes = GzipFiles.stored(Array("工作总结".utf8))
    try folder.write(Array(bytes.dropLast(3)), to: "a.txt.gz")
    #expect(try failure()?.code == "truncated-gzip")
    try folder.write(Array(bytes.prefix(15)) + [0xFF] + Array(bytes.dropFirst(16)), to: "a.txt.gz")
    #expect(try failure()?.code == "damaged-gzip")
  }

  @Test(
    arguments: [
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52],
      [0x50, 0x4B, 0x03, 0x04, 0x14, 0x00, 0x00, 0x00, 0x08, 0x00, 0x01, 0x02, 0xFF, 0xFE], [0x1F, 0x8B],
      Array("工作".utf8) + [0xFF, 0xFF],
    ] as [[UInt8]])
  func `bytes that are text in no charset are rejected`(bytes: [UInt8]) throws {
    try folder.write(bytes, to: "a.txt")
    let found = try #require(try failure())
    #expect(found.code == "undecodable" && found.class == .permanent)
    #expect(found.message.contains("; is it a text file?"))
  }

  @Test func `a file that goes between listing and reading is unreadable, and may be there tomorrow`() throws {
    let input = Input(source: "a.txt", locator: folder.path + "/a.txt")
    let expected = Failure(
      code: "unreadable", "the file cannot be read: no such file or directory", class: .transient)
    #expect(throws: expected) { try stage().fetch(input) }
    #expect(throws: Failure.self) { try stage().fetch(Input(source: ".", locator: folder.path)) }
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func `what may not be read is unreadable, and a root ends the run`() throws {
    try write("a.txt", "b/c.txt")
    chmod(folder.path + "/a.txt", 0)
    chmod(folder.path + "/b", 0)
    defer { chmod(folder.path + "/b", 0o700) }
    #expect(try failure()?.code == "unreadable")
    #expect(try list().map(\.source) == ["a.txt", "b/"])
    #expect(throws: RunFailure.self) { try list(["root": "b"]) }
  }

  @Test(arguments: 0..<UInt64(100))
  func `any bytes are a document or a named reject`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    try folder.write(generator.bytes(Int.random(in: 0...80, using: &generator)), to: "a.txt")
    if let failure = try failure() {
      #expect(["empty", "undecodable", "truncated-gzip", "damaged-gzip"].contains(failure.code))
    }
  }
}
