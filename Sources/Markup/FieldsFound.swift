/// The fields that a page's information lines give, of each the one that is to be trusted most.
struct FieldsFound {
  /// How far what says something can be trusted; the less the better, and the first of equals counts.
  enum Trust: Int, Comparable {
    case labelledBelowTitle, labelledAbove, table
    /// A day without a label: with its time between title and text, alone there, in a line with other words.
    case timed, alone, among
    case aboveTitle, aboveText
    case metadata, lastLines, withinText
    /// The report's own date.
    case bracketed
    case updated, address

    static func < (one: Trust, other: Trust) -> Bool { one.rawValue < other.rawValue }
  }

  private(set) var named: [String: String] = [:]
  /// Where each was found, by its name.
  private(set) var origins: [String: String] = [:]
  private var trusts: [String: Trust] = [:]
  /// The title that a line labels as one.
  private(set) var labelledTitle: String?

  /// How far the day of publication can be trusted; nil where there is none.
  var trustInDate: Trust? { trusts["published"] }

  /// Takes a value if none is to be trusted more.
  mutating func offer(_ name: String, _ value: String?, _ trust: Trust, _ origin: String) {
    guard let value else { return }
    if let known = trusts[name], known <= trust { return }
    (named[name], origins[name], trusts[name]) = (value, origin, trust)
  }

  /// Takes what a line says.
  mutating func add(_ line: InformationLine, isBeforeText: Bool, followsTitle: Bool, origin: String = "line") {
    let isTable = origin == "table"
    let trust: Trust =
      isBeforeText ? (isTable ? .table : followsTitle ? .labelledBelowTitle : .labelledAbove) : .lastLines
    // Who wrote and whence stand below a text as well as above it.
    let trustInNames = trust == .lastLines ? .table : trust
    guard line.isWhole else {
      if isBeforeText, !line.isClock { addLoose(line, followsTitle, origin) }
      return
    }
    for value in line.values {
      switch value.label {
      case .published:
        if value.isLabelled {
          offer("published", value.text, isTable ? .table : trust, origin)
        } else if isBeforeText, !line.isClock {
          offer("published", value.text, Self.trust(in: value, line, followsTitle), origin)
        }
      case .dated:
        // Below the text it is the signature's.
        if isBeforeText { offer("published", value.text, trust, origin) }
      case .updated: offer("published", value.text, .updated, "\(origin) updated")
      case .issued: offer("issued", value.text, trust, origin)
      case .effective, .other: break
      case .title: labelledTitle = labelledTitle ?? value.text
      case .source: offer("source", Outlet.source(value.text), value.isLabelled ? trustInNames : .among, origin)
      case .author: offer("author", Outlet.author(value.text), trustInNames, origin)
      case .issuer, .site, .indexNumber, .documentNumber: offer(value.label.rawValue, value.text, trustInNames, origin)
      }
    }
    if line.isHeaded, isBeforeText {
      let name = String(decoding: line.unexplained, as: UTF8.self)
      if ["网", "网站", "平台", "政府", "局"].contains(where: { name.hasSuffix($0) }) {
        offer("site", name, .aboveText, origin)
      }
    }
  }

  private static func trust(in value: InformationLine.Value, _ line: InformationLine, _ followsTitle: Bool) -> Trust {
    if value.isBracketed { return .bracketed }
    guard followsTitle else { return .aboveText }
    return value.hasTime || line.labels > 0 || line.hasAddress ? .timed : .alone
  }

  /// Takes the labelled or the last day of a line that says other things as well.
  private mutating func addLoose(_ line: InformationLine, _ followsTitle: Bool, _ origin: String) {
    if let value = line.values.first(where: { $0.label == .published && $0.isLabelled }) {
      offer("published", value.text, followsTitle ? .labelledBelowTitle : .labelledAbove, origin)
    }
    if let value = line.values.first(where: { $0.label == .updated }) {
      offer("published", value.text, .updated, "\(origin) updated")
    }
    guard let value = line.values.last(where: { $0.label == .published && !$0.isLabelled }), !value.isBracketed,
      value.hasTime || value.isApart && followsTitle
    else { return }
    offer("published", value.text, !followsTitle ? .aboveText : value.hasTime ? .timed : .among, origin)
  }
}
