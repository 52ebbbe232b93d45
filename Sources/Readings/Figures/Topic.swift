/// A field of work, as far as it completes a label that the text cuts short.
struct Topic: Sendable, Equatable {
  /// The words that open the field.
  var keywords: [String]
  /// What stands for it in a compound.
  var name: String
  /// What is counted in 件 without a noun.
  var cases: String
  /// What is counted in 人 without a noun.
  var people: String

  static let all: [Topic] = [
    Topic(keywords: ["行政复议", "复议"], name: "行政复议", cases: "行政复议案件", people: "申请人"),
    Topic(keywords: ["行政应诉", "应诉", "行政诉讼"], name: "行政应诉", cases: "行政应诉案件", people: "负责人"),
    Topic(keywords: ["法律援助", "法援", "受援"], name: "法律援助", cases: "法律援助案件", people: "受援人"),
    Topic(keywords: ["公证"], name: "公证", cases: "公证", people: "公证员"),
    Topic(
      keywords: ["社区矫正", "矫正对象", "社矫", "矫正", "训诫", "警告", "重新犯罪", "收监", "解矫", "入矫", "脱管", "撤销缓刑", "暂予监外执行"],
      name: "社区矫正", cases: "社区矫正", people: "社区矫正对象"),
    Topic(
      keywords: ["安置帮教", "刑满释放", "刑释", "必接必送", "推荐就业", "落实低保", "帮教"], name: "安置帮教", cases: "安置帮教", people: "安置帮教对象"),
    Topic(keywords: ["人民调解"], name: "人民调解", cases: "人民调解案件", people: "人民调解员"),
    Topic(keywords: ["矛盾纠纷", "调解", "纠纷"], name: "矛盾纠纷", cases: "矛盾纠纷", people: "人民调解员"),
    Topic(keywords: ["仲裁"], name: "仲裁", cases: "仲裁案件", people: "仲裁员"),
    Topic(keywords: ["司法鉴定"], name: "司法鉴定", cases: "司法鉴定", people: "司法鉴定人"),
    Topic(keywords: ["律师"], name: "律师", cases: "律师代理案件", people: "律师"),
    Topic(keywords: ["法律明白人"], name: "“法律明白人”", cases: "“法律明白人”", people: "“法律明白人”"),
    Topic(keywords: ["主题教育"], name: "主题教育", cases: "主题教育", people: "党员"),
    Topic(keywords: ["普法", "法治宣传"], name: "普法", cases: "普法", people: "群众"),
    Topic(keywords: ["行政执法", "执法监督", "执法案卷", "执法"], name: "行政执法", cases: "行政执法案件", people: "行政执法人员"),
    Topic(keywords: ["规范性文", "合法性审"], name: "规范性文件", cases: "规范性文件", people: "审核人员"),
    Topic(
      keywords: ["重大行政决策", "重大决策"], name: "重大行政决策", cases: "重大行政决策", people: "审核人员"),
    Topic(keywords: ["法律顾问"], name: "法律顾问", cases: "法律顾问", people: "法律顾问"),
    Topic(keywords: ["法治督察"], name: "法治督察", cases: "法治督察", people: "法治督察"),
    Topic(keywords: ["司法所"], name: "司法所", cases: "司法所", people: "司法所工作人员"),
    Topic(keywords: ["法律服务", "热线"], name: "公共法律服务", cases: "公共法律服务事项", people: "群众"),
  ]

  /// Whether a report whose title names the field speaks of it throughout; what a body is called does not say so.
  var mayHeadReport: Bool {
    ["行政复议", "行政应诉", "法律援助", "公证", "社区矫正", "安置帮教", "人民调解", "仲裁", "司法鉴定", "律师"].contains(name)
  }

  /// What is counted in a unit where the text names nothing.
  func subject(of unit: Unit) -> String? {
    switch unit.family {
    case .cases: cases
    case .people, .turnout: people
    case .rate, .time, .money: name
    default: nil
    }
  }
}

/// Finds the topics that a text names, and reads only what is asked for.
///
/// Most figures say themselves what they count. Of ranges that begin where an earlier one did and reach further, as those of
/// a sentence up to its figures do, only what is new is read.
///
/// A class, since the copies of a ``LabelResolver`` share what has been read.
final class TopicFinder {
  /// How far a range has been read.
  private struct Scan {
    var end: Int
    /// Where reading goes on, which may be behind the end.
    var next: Int
    /// The last topic named so far, by its number.
    var last: Int?
  }

  private let text: [UInt8]
  private let keywords = Keywords.shared
  /// By where a range begins.
  private var scans: [Int: Scan] = [:]

  init(_ text: [UInt8]) { self.text = text }

  /// The last topic whose keyword begins in a range of the text.
  func last(in range: Range<Int>) -> Topic? {
    let known = scans[range.lowerBound]
    var scan: Scan
    if let known, known.end <= range.upperBound {
      scan = known
    } else {
      scan = Scan(end: range.lowerBound, next: start(of: range.lowerBound))
    }
    if scan.end < range.upperBound {
      text.withUnsafeBufferPointer { read(&scan, $0, range) }
      scan.end = range.upperBound
      if scan.end > known?.end ?? 0 { scans[range.lowerBound] = scan }
    }
    return scan.last.map { Topic.all[$0] }
  }

  /// Where reading begins for a range: no keyword reaches over a character that is not Chinese, and one that another overlaps
  /// from the left does not count.
  private func start(of position: Int) -> Int {
    var start = position
    while start >= 3, text[start - 3] >= 0xE4, text[start - 3] < 0xEA { start -= 3 }
    return start
  }

  private func read(_ scan: inout Scan, _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    while scan.next < range.upperBound {
      guard text[scan.next] >= 0xE0 else {
        scan.next += 1
        continue
      }
      if scan.next + 2 < text.count, let (topic, length) = keywords.match(text, scan.next) {
        if scan.next >= range.lowerBound { scan.last = topic }
        scan.next += length
      } else {
        scan.next += 3
      }
    }
  }
}

/// The keywords of all topics by their first character.
private struct Keywords: Sendable {
  static let shared = Keywords()

  /// A bit for each code of three bytes that a keyword begins with; few do, and the bits stay in the nearest cache.
  private var begins = NumberSet(count: 1 << 16)
  /// For each code the number of its list.
  private var listOf = [UInt8](repeating: 0, count: 1 << 16)
  /// The keywords of one first character, longest first.
  private var lists: [[(bytes: [UInt8], topic: Int)]] = []

  private init() {
    for (index, topic) in Topic.all.enumerated() {
      for keyword in topic.keywords {
        let bytes = Array(keyword.utf8)
        let code = bytes.withUnsafeBufferPointer { Self.code($0, 0) }
        if !begins.contains(code) {
          begins.insert(code)
          listOf[code] = UInt8(lists.count)
          lists.append([])
        }
        lists[Int(listOf[code])].append((bytes, index))
      }
    }
    for list in lists.indices { lists[list].sort { $0.bytes.count > $1.bytes.count } }
  }

  /// The longest keyword that begins at `position`, where a character of three bytes stands.
  @inline(__always)
  func match(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> (topic: Int, length: Int)? {
    let code = Self.code(text, position)
    return begins.contains(code) ? match(text, position, Int(listOf[code])) : nil
  }

  private func match(_ text: UnsafeBufferPointer<UInt8>, _ position: Int, _ list: Int) -> (topic: Int, length: Int)? {
    for (bytes, topic) in lists[list]
    where position + bytes.count <= text.count && text[position..<(position + bytes.count)].elementsEqual(bytes) {
      return (topic, bytes.count)
    }
    return nil
  }

  /// The code of the three bytes at `position`; a character of four bytes shares one with others.
  @inline(__always)
  private static func code(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Int {
    Int(text[position] & 0xF) << 12 | Int(text[position + 1] & 0x3F) << 6 | Int(text[position + 2] & 0x3F)
  }
}
