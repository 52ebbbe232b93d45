/// Reads who runs a site and where from the lines at the bottom of its pages: 主办：清溪县人民政府　地址：….
enum Imprint {
  /// What a line says, as fields of the page: `site` and `location`.
  static func fields(in line: ArraySlice<UInt8>) -> [(name: String, value: String)] {
    guard line.count <= longest else { return [] }
    var found: [(String, String)] = []
    for at in line.indices where line[at] >= 0xE4 {
      guard let (word, end) = labels.find(in: line, at: at, gaps: false), end < line.endIndex,
        line[end] == 0x3A || line[end...].starts(with: "：".utf8)
      else { continue }
      let start = line[Outlet.trimmed(line[end...])].startIndex
      let value = line[start..<(line.indices.first { $0 >= start && endsValue(line, $0) } ?? line.endIndex)]
      guard value.count >= 6, value.count <= 150, value.allSatisfy({ $0 >= 0x80 || PageDate.isDigit($0) }) else {
        continue
      }
      let isPlace = labels.words[word].suffix(6).elementsEqual("地址".utf8)
      found.append((isPlace ? "location" : "site", String(decoding: value, as: UTF8.self)))
    }
    return found
  }

  private static let longest = 700

  private static func endsValue(_ line: ArraySlice<UInt8>, _ at: Int) -> Bool {
    line[at] < 0x80 && !PageDate.isDigit(line[at])
      || line[at] >= 0xC2 && InformationLineReader.separatorEnd(line, at) != nil
      || line[at] >= 0xE4 && others.end(in: line, at: at) != nil
  }

  private static let labels = WordList("主办 主办单位 主办方 版权所有 网站主办 地址 单位地址 联系地址 办公地址")
  private static let others = WordList("承办 协办 邮编 邮政编码 电话 联系电话 网站标识码 技术支持 版权所有 主办 地址")
}
