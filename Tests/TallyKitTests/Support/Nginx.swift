import Foundation
import Glibc
import PipelineTesting

/// An nginx on the loopback addresses, with the configuration of a test, in a folder of its own.
final class Nginx {
  /// Where Debian puts it; nil where it is not installed.
  static let path = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  struct NotUp: Error, CustomStringConvertible {
    var description: String
  }

  let folder: TemporaryFolder
  let port: Int
  private let process: SpawnedProcess

  /// Starts it; `http` is what stands within `http { }`, with `{port}` and `{folder}` for its own.
  init(in folder: TemporaryFolder, _ http: String) throws {
    self.folder = folder
    port = try Self.freePort()
    let places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map { "\($0)_temp_path {folder}/temporary;" }
    let text = """
      daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
      events { worker_connections 256; }
      http {
      \(places.joined(separator: "\n"))
      \(http)
      }
      """.replacing("{folder}", with: folder.path).replacing("{port}", with: String(port))
    let configuration = try folder.write(text, to: "nginx.conf")
    process = try SpawnedProcess(
      Self.path ?? "nginx", ["-p", folder.path, "-e", folder.path + "/error.log", "-c", configuration])
    let port = port
    guard try process.runs(until: { Self.answers(port) }) else {
      let result = try process.wait()
      throw NotUp(description: "nginx ended with \(result.code): \(result.errors)")
    }
  }

  /// The lines of the access log.
  var log: [Substring] {
    get throws { try folder.read("access.log").split(separator: "\n") }
  }

  private static func loopback(_ port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    address.sin_port = in_port_t(port).bigEndian
    return address
  }

  private static func with<Value>(
    _ address: inout sockaddr_in, _ body: (UnsafeMutablePointer<sockaddr>, inout socklen_t) -> Value
  ) -> Value {
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    return withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, &length) }
    }
  }

  private static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = loopback(0)
    let isBound = with(&address) { bind(descriptor, $0, $1) == 0 && getsockname(descriptor, $0, &$1) == 0 }
    guard isBound else { throw NotUp(description: "no port is free") }
    return Int(in_port_t(bigEndian: address.sin_port))
  }

  private static func answers(_ port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = loopback(port)
    return with(&address) { connect(descriptor, $0, $1) == 0 }
  }
}
