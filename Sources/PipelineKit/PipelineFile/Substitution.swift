import Foundation

/// Replaces `${env:NAME}`, `${env:NAME:-default}` and `${file:PATH}` in string values, after the file has been parsed.
///
/// `$${` stands for a literal `${`. What was put in never reaches a message: mistakes quote the reference.
struct Substitution {
  var environment: [String: String]
  var context: ConfigContext

  /// `node` with every reference replaced; keys are left alone.
  ///
  /// Mistakes are added to `mistakes`.
  func apply(to node: ConfigNode, _ mistakes: inout [Mistake]) -> ConfigNode {
    var result = node
    switch node.content {
    case .scalar(let text) where text.contains("${"):
      do {
        result.content = .scalar(try expand(text))
        result.written = text
      } catch {
        let mistake = error as? Mistake ?? Mistake("\(error)")
        mistakes.append(Mistake(mistake.message, at: node.position))
      }
    case .sequence(let items): result.content = .sequence(items.map { apply(to: $0, &mistakes) })
    case .mapping(let members):
      result.content = .mapping(members.map { ($0.key, apply(to: $0.value, &mistakes)) })
    default: break
    }
    return result
  }

  private func expand(_ text: String) throws -> String {
    var out = ""
    var rest = text[...]
    while let start = rest.range(of: "${") {
      if start.lowerBound > rest.startIndex, rest[rest.index(before: start.lowerBound)] == "$" {
        out += rest[..<rest.index(before: start.lowerBound)] + "${"
        rest = rest[start.upperBound...]
        continue
      }
      guard let end = rest[start.upperBound...].firstIndex(of: "}") else {
        throw Mistake("'${' is never closed; write '${env:NAME}', or '$${' for the characters themselves")
      }
      out += rest[..<start.lowerBound] + (try value(of: String(rest[start.upperBound..<end])))
      rest = rest[rest.index(after: end)...]
    }
    return out + rest
  }

  /// The most that a file may put into the pipeline, bytes: it holds a password or a list, and `/dev/zero` has no end.
  private static let longestFile = 1 << 20

  private func value(of reference: String) throws -> String {
    if reference.hasPrefix("env:") {
      let body = reference.dropFirst(4)
      let fallback = body.range(of: ":-")
      let name = String(fallback.map { body[..<$0.lowerBound] } ?? body)
      // As in a shell, `:-` also stands in for a variable that is set to nothing.
      if let value = environment[name], !value.isEmpty || fallback == nil { return value }
      if let fallback { return String(body[fallback.upperBound...]) }
      throw Mistake("environment variable '\(name)' is not set; set it, or write '${env:\(name):-default}'")
    }
    if reference.hasPrefix("file:") {
      let path = String(reference.dropFirst(5))
      let data: Data
      do {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: context.resolve(path)))
        data = try file.read(upToCount: Self.longestFile + 1) ?? Data()
      } catch { throw Mistake("file '\(path)' of '${file:\(path)}' cannot be read") }
      guard data.count <= Self.longestFile else {
        throw Mistake("file '\(path)' of '${file:\(path)}' has more than \(Self.longestFile) bytes")
      }
      return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
    }
    throw Mistake("unknown reference '${\(reference)}'; write '${env:NAME}', '${env:NAME:-default}' or '${file:PATH}'")
  }
}
