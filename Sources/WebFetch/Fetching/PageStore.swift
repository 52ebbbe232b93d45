import Crypto
import Foundation
import Glibc
import Synchronization
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
/// written first and under a name of its own, and both by a rename: a reader sees the old page or the new one, whole. What has
/// been saved is on the disk: a page is there after a loss of power, or it is fetched again.
/// Whatever a URL or a header says, nothing is written outside the folder.
public struct PageStore: Sendable {
  /// The folder.
  public let folder: String

  /// Makes a store in a folder, which need not be there yet.
  public init(folder: String) { self.folder = folder }

  /// Brings an open file or folder to the disk, and gives 0, or -1 with `errno`.
  ///
  /// Tests watch it.
  var sync: @Sendable (Int32) -> Int32 = { fsync($0) }

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
    try prepare(folderOf(url))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .withoutEscapingSlashes, .sortedKeys]
    try write(body, to: folderOf(url) + "/" + page.body)
    try write([UInt8](try encoder.encode(page)), to: place(of: url) + ".json")
    try syncFolder(folderOf(url))
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

  /// Makes the folder of a host where it is missing, and takes out of it what runs left behind that were killed.
  private func prepare(_ host: String) throws {
    let manager = FileManager.default
    if manager.fileExists(atPath: host) {
      guard Self.swept.withLock({ $0.insert(host).inserted }) else { return }
      for name in (try? manager.contentsOfDirectory(atPath: host)) ?? [] where name.hasSuffix(Self.aside) {
        let writer = name.dropLast(Self.aside.count).split(separator: ".").last.flatMap { pid_t($0) }
        if let writer, kill(writer, 0) != 0, errno == ESRCH { unlink(host + "/" + name) }
      }
      return
    }
    do { try manager.createDirectory(atPath: host, withIntermediateDirectories: true) } catch {
      throw StoreFault(path: host, reason: "cannot be made")
    }
    try syncFolder(folder)
  }

  private static let aside = ".part"
  /// The folders that have been looked through in this process.
  private static let swept = Mutex<Set<String>>([])

  private func syncFolder(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw StoreFault(path: path, reason: Self.why()) }
    defer { close(descriptor) }
    try Self.isSynced(sync(descriptor), path)
  }

  /// Some file systems cannot sync, and say so.
  private static func isSynced(_ status: Int32, _ path: String) throws {
    guard status == 0 || errno == EINVAL else { throw StoreFault(path: path, reason: why()) }
  }

  /// Writes a file aside, brings it to the disk, and renames it.
  private func write(_ bytes: [UInt8], to path: String) throws {
    let aside = path + ".\(getpid())" + Self.aside
    let file = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw StoreFault(path: aside, reason: Self.why()) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress! + written, bytes.count - written) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let fault = StoreFault(path: aside, reason: Self.why())
        close(file)
        unlink(aside)
        throw fault
      }
      written += count
    }
    do { try Self.isSynced(sync(file), aside) } catch {
      close(file)
      unlink(aside)
      throw error
    }
    guard close(file) == 0, rename(aside, path) == 0 else {
      let fault = StoreFault(path: path, reason: Self.why())
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
