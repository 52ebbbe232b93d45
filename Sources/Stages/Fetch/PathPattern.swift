/// A pattern of paths: `*` and `?` within a name, `**/` over any number of folders, `[abc]`, `[a-z]`, `{a,b}`.
///
/// `**` at the end takes all that is below. `?` and brackets take one character, in any script.
package struct PathPattern: Sendable {
  private let alternatives: [[Unicode.Scalar]]
  /// What the names end with that patterns like `**/*.html` take, which most patterns are.
  private let endings: [[UInt8]]

  package init(_ pattern: String) {
    let all = Self.expand(Array(pattern.unicodeScalars))
    endings = all.compactMap(Self.ending)
    alternatives = all.filter { Self.ending(of: $0) == nil }
  }

  package func matches(_ path: String) -> Bool {
    var path = path
    let endsSo = path.withUTF8 { bytes in
      endings.contains { ending in
        bytes.count >= ending.count
          && UnsafeBufferPointer(rebasing: bytes[(bytes.count - ending.count)...]).elementsEqual(ending)
      }
    }
    if endsSo { return true }
    if alternatives.isEmpty { return false }
    let characters = Array(path.unicodeScalars)
    return alternatives.contains { Self.matches($0[...], characters[...]) }
  }

  /// What a path has to end with, where a pattern asks for nothing else: it takes any name that ends so, in any folder.
  private static func ending(of pattern: [Unicode.Scalar]) -> [UInt8]? {
    let any = Array("**/*".unicodeScalars)
    guard pattern.starts(with: any) else { return nil }
    let rest = pattern[any.count...]
    return rest.isEmpty || rest.contains { "*?[/".unicodeScalars.contains($0) }
      ? nil : Array(String(String.UnicodeScalarView(rest)).utf8)
  }

  /// One pattern for each choice in braces.
  private static func expand(_ pattern: [Unicode.Scalar]) -> [[Unicode.Scalar]] {
    guard let open = pattern.firstIndex(of: "{"),
      let close = pattern[open...].firstIndex(of: "}")
    else { return [pattern] }
    let choices = pattern[(open + 1)..<close].split(separator: ",", omittingEmptySubsequences: false)
    return choices.flatMap { expand(Array(pattern[..<open]) + Array($0) + Array(pattern[(close + 1)...])) }
  }

  private static func matches(_ pattern: ArraySlice<Unicode.Scalar>, _ path: ArraySlice<Unicode.Scalar>) -> Bool {
    var pattern = pattern
    var path = path
    // Where the last `*` stood and how much it has taken: on a mismatch it takes one character more.
    var star: (pattern: ArraySlice<Unicode.Scalar>, path: ArraySlice<Unicode.Scalar>)?
    while true {
      if pattern.starts(with: "**/".unicodeScalars) {
        let rest = pattern.dropFirst(3)
        if matches(rest, path) { return true }
        guard let slash = path.firstIndex(of: "/") else { return false }
        path = path[(slash + 1)...]
        continue
      }
      if pattern.elementsEqual("**".unicodeScalars) { return true }
      if pattern.first == "*" {
        pattern = pattern.drop { $0 == "*" }
        star = (pattern, path)
        continue
      }
      if let character = path.first, let rest = take(character, pattern) {
        pattern = rest
        path = path.dropFirst()
        continue
      }
      if path.isEmpty, pattern.isEmpty { return true }
      guard let (behind, from) = star, let character = from.first, character != "/" else { return false }
      star = (behind, from.dropFirst())
      pattern = behind
      path = from.dropFirst()
    }
  }

  /// The pattern behind its first element, if that takes `character`.
  private static func take(_ character: Unicode.Scalar, _ pattern: ArraySlice<Unicode.Scalar>) -> ArraySlice<
    Unicode.Scalar
  >? {
    guard let first = pattern.first else { return nil }
    if first == "?" { return character == "/" ? nil : pattern.dropFirst() }
    guard first == "[", let close = pattern.dropFirst(2).firstIndex(of: "]") else {
      return first == character ? pattern.dropFirst() : nil
    }
    var set = pattern[(pattern.startIndex + 1)..<close]
    let isNegated = set.first == "!" || set.first == "^"
    if isNegated { set = set.dropFirst() }
    var isMember = false
    while let low = set.popFirst() {
      if set.count >= 2, set.first == "-" {
        set = set.dropFirst()
        let high = set.popFirst() ?? low
        if low <= character, character <= high { isMember = true }
      } else if low == character {
        isMember = true
      }
    }
    return isMember != isNegated && character != "/" ? pattern[(close + 1)...] : nil
  }
}
