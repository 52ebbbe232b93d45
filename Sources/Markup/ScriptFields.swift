/// Reads what the data of a script says of the page that it shows, beside its day: `"indexNo": "…"`, `"source": "…"`.
enum ScriptFields {
  /// The longest value, in bytes.
  private static let longest = 160

  /// The fields on whose value all such keys agree; several values are those of a list of pages.
  static func values(in tree: MarkupTree) -> [(name: String, value: String)] {
    var found: [String: Set<String>] = [:]
    for range in tree.scriptRanges {
      let script = tree.scripts[range]
      if StructuredData.isData(script) { continue }
      var at = script.startIndex
      while let quote = script[at...].firstIndex(of: UInt8(ascii: "\"")) {
        at = quote + 1
        guard let (word, end) = keys.find(in: script, at: at, gaps: false),
          let value = value(in: script, behind: end), let name = meanings[word]
        else { continue }
        found[name, default: []].insert(value)
      }
    }
    return found.sorted { $0.key < $1.key }.compactMap { name, values in
      values.count == 1 ? values.first.map { (name, $0) } : nil
    }
  }

  /// The string behind the quote that closes a key; nil where there is none, or an empty one.
  private static func value(in script: ArraySlice<UInt8>, behind end: Int) -> String? {
    guard end < script.endIndex, script[end] == UInt8(ascii: "\"") else { return nil }
    let start = script[(end + 1)...].firstIndex { $0 > 0x20 && $0 != UInt8(ascii: ":") } ?? script.endIndex
    guard start < script.endIndex, script[start] == UInt8(ascii: "\"") else { return nil }
    let rest = script[(start + 1)...].prefix(longest + 1)
    guard let stop = rest.firstIndex(of: UInt8(ascii: "\"")), stop > rest.startIndex else { return nil }
    let text = JavaScriptString.unescaped(rest[..<stop])
    guard !text.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "<") }) else { return nil }
    return String(decoding: text, as: UTF8.self)
  }

  private static let byName: [(name: String, keys: String)] = [
    ("index-number", "indexno indexnumber index_no index_number indexcode syh idxid"),
    ("document-number", "docno docnumber doc_no fileno filenumber wenhao"),
    ("issuer", "publishorg publisherorg issuer puborg publishdept"),
    ("source", "source infosource contentsource articlesource docsource laiyuan"),
  ]

  private static let keys = WordList(byName.map(\.keys).joined(separator: " "))

  /// The field of each of `keys`, in their order.
  private static let meanings: [String?] = keys.words.map { word in
    byName.first { $0.keys.split(separator: " ").contains { $0.utf8.elementsEqual(word) } }?.name
  }
}
