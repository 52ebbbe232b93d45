import Crypto
import Foundation
import Glibc
import WebArchives

/// A page as it was stored: where it came from, and what its server said of it.
public struct StoredPage: Sendable, Hashable, Codable {
  /// The URL that was asked for.
  public var url: String
  /// The URL that answered, after redirects.
  public var finalURL: String
  /// The status of the answer.
  public var status: Int
  /// The header fields of the answer, `Name: value`, in their order.
  public var headers: [String]
  /// When it was fetched, ISO 8601.
  public var fetched: String
  /// The SHA-256 of the body, in hex.
  public var sha256: String
  /// How many bytes the body has, expanded.
  public var bytes: Int
  /// The file of the body, beside this one.
  public var body: String

  private enum CodingKeys: String, CodingKey {
    case url
    case finalURL = "final_url"
    case status, headers, fetched, sha256, bytes, body
  }

  /// The head of the answer.
  public var head: HTTPHead {
    let fields = headers.map { line -> HTTPHead.Field in
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map { String($0).trimmed }
      return HTTPHead.Field(name: parts[0], value: parts.count > 1 ? parts[1] : "")
    }
    return HTTPHead(status: status, fields: fields)
  }
}

/// A folder of the pages that have been fetched, each with its headers, so that they can be read again without the network.
///
/// A page is `HOST/KEY.json`, whose key is the SHA-256 of its URL, and beside it the body that the JSON names. The body is
/// written first and under a name of its own, and both by a rename: a reader sees the old page or the new one, whole.
/// Whatever a URL or a header says, nothing is written outside the folder.
public struct PageStore: Sendable {
  /// The folder.
  public let folder: String

  /// Makes a store in a folder, which need not be there yet.
  public init(folder: String) { self.folder = folder }

  /// The stored page of a URL; nil where there is none, or what is there is damaged, so that it must be fetched again.
  public func page(of url: WebURL) -> StoredPage? {
    guard let data = FileManager.default.contents(atPath: place(of: url) + ".json"),
      let page = try? JSONDecoder().decode(StoredPage.self, from: data), page.url == url.description
    else { return nil }
    return page
  }

  /// The body of a stored page; nil where it is missing or not what was stored.
  public func body(of page: StoredPage, at url: WebURL) -> [UInt8]? {
    guard !page.body.contains("/"),
      let data = FileManager.default.contents(atPath: folderOf(url) + "/" + page.body)
    else { return nil }
    let body = [UInt8](data)
    return Self.hex(SHA256.hash(data: body)) == page.sha256 ? body : nil
  }

  /// Stores an answer in the place of an earlier one; throws ``StoreFault``.
  @discardableResult
  func save(_ body: [UInt8], head: HTTPHead, of url: WebURL, from final: WebURL) throws -> StoredPage {
    let digest = Self.hex(SHA256.hash(data: body))
    let key = Self.key(of: url)
    let earlier = page(of: url)
    let page = StoredPage(
      url: url.description, finalURL: final.description, status: head.status,
      headers: head.fields.map { "\($0.name): \($0.value)" }, fetched: Date().formatted(.iso8601), sha256: digest,
      bytes: body.count, body: "\(key).\(digest.prefix(16)).body")
    do { try FileManager.default.createDirectory(atPath: folderOf(url), withIntermediateDirectories: true) } catch {
      throw StoreFault(path: folderOf(url), reason: "cannot be made")
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .withoutEscapingSlashes, .sortedKeys]
    try Self.write(body, to: folderOf(url) + "/" + page.body)
    try Self.write([UInt8](try encoder.encode(page)), to: place(of: url) + ".json")
    if let earlier, earlier.body != page.body, !earlier.body.contains("/") {
      unlink(folderOf(url) + "/" + earlier.body)
    }
    return page
  }

  private func place(of url: WebURL) -> String { folderOf(url) + "/" + Self.key(of: url) }

  private func folderOf(_ url: WebURL) -> String {
    // A host's name holds letters, digits, `-`, `_` and dots between them, an address also colons.
    // One that is too long for a folder's stands for itself as its digest.
    let host = url.host.utf8.count > 200 ? Self.hex(SHA256.hash(data: Array(url.host.utf8))) : url.host
    return folder + "/" + (url.port == url.scheme.defaultPort ? host : "\(host)_\(url.port)")
  }

  static func key(of url: WebURL) -> String { hex(SHA256.hash(data: Array(url.description.utf8))) }

  private static func hex(_ digest: SHA256.Digest) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// Writes a file aside and renames it.
  private static func write(_ bytes: [UInt8], to path: String) throws {
    let aside = path + ".\(getpid()).part"
    let file = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw StoreFault(path: aside, reason: why()) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress! + written, bytes.count - written) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let fault = StoreFault(path: aside, reason: why())
        close(file)
        unlink(aside)
        throw fault
      }
      written += count
    }
    guard close(file) == 0, rename(aside, path) == 0 else {
      let fault = StoreFault(path: path, reason: why())
      unlink(aside)
      throw fault
    }
  }

  private static func why() -> String { String(cString: strerror(errno)).lowercased() }
}

/// The store cannot be written: nobody's page is at fault.
public struct StoreFault: Error, Sendable, Hashable {
  /// The file or folder.
  public var path: String
  /// Why, in the words of the system.
  public var reason: String
}
