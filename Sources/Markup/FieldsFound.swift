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
    /// The day of the last change: in a line that readers see it stands for that of publication.
    case lineUpdated, updated
    case address

    /// Whether what says it speaks of something else: the report's own date, the day of a change, an address.
    var isIndirect: Bool { self >= .bracketed && self != .lineUpdated }

    static func < (one: Trust, other: Trust) -> Bool { one.rawValue < other.rawValue }
  }

  /// What was said of each field, what is most to be trusted first.
  private(set) var statements: [String: [Page.Statement]] = [:]
  /// How far each of them can be trusted, in their order.
  private var trusts: [String: [Trust]] = [:]
  /// The title that a line labels as one.
  private(set) var labelledTitle: String?

  /// The value of each field that is to be trusted most.
  var named: [String: String] { statements.compactMapValues { $0.first?.value } }
  /// Where each of these was found, by its name.
  var origins: [String: String] { statements.compactMapValues { $0.first?.place } }

  /// How far the day of publication can be trusted; nil where there is none.
  var trustInDate: Trust? { trusts["published"]?.first }

  /// Takes a value behind those that are to be trusted as much or more; one place says a value once.
  mutating func offer(_ name: String, _ value: String?, _ trust: Trust, _ origin: String) {
    guard let value else { return }
    let known = trusts[name] ?? []
    if statements[name]?.contains(where: { $0.value == value && $0.place == origin }) ?? false, known[0] <= trust {
      return
    }
    let at = known.firstIndex { $0 > trust } ?? known.count
    let statement = Page.Statement(value: value, place: origin, isIndirect: trust.isIndirect)
    statements[name, default: []].insert(statement, at: at)
    trusts[name, default: []].insert(trust, at: at)
  }

  /// Takes what an element says that the line around it may run together with what follows: a source and the words of a link.
  mutating func add(_ values: [LabelledElements.Value], isBeforeText: Bool, followsTitle: Bool, origin: String) {
    for value in values {
      let text = String(decoding: value.text, as: UTF8.self)
      switch value.label {
      case .source: correct("source", Outlet.source(text), origin)
      case .issuer, .indexNumber, .documentNumber: correct(value.label.rawValue, text, origin)
      case .published, .issued:
        guard value.isApart, isBeforeText,
          let date = PageDate.read(value.text, at: value.text.startIndex, isLabelled: true),
          date.end == value.text.endIndex
        else { continue }
        let trust: Trust = origin == "table" ? .table : followsTitle ? .labelledBelowTitle : .labelledAbove
        offer(value.label.rawValue, date.iso, trust, origin)
      default: break
      }
    }
  }

  /// Takes a value where there is none, or in place of one that goes on behind it and a blank.
  private mutating func correct(_ name: String, _ value: String?, _ origin: String) {
    guard let value else { return }
    guard let known = statements[name]?.firstIndex(where: { $0.place == origin && $0.value.hasPrefix(value) }) else {
      return offer(name, value, .table, origin)
    }
    let rest = statements[name]?[known].value.unicodeScalars.dropFirst(value.unicodeScalars.count).first
    if rest?.properties.isWhitespace == true { statements[name]?[known].value = value }
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
      case .updated: offer("published", value.text, .lineUpdated, "\(origin) updated")
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
      offer("published", value.text, .lineUpdated, "\(origin) updated")
    }
    // 2025年3月31日 蒸阳区司法局
    if followsTitle, line.values.count == 1, line.values[0].label == .published, !line.values[0].isBracketed,
      line.labels + line.buttons == 0, Outlet.isBody(line.unexplained[...])
    {
      offer("source", String(decoding: line.unexplained, as: UTF8.self), .among, origin)
    }
    guard let value = line.values.last(where: { $0.label == .published && !$0.isLabelled }), !value.isBracketed,
      value.hasTime || value.isApart && followsTitle
    else { return }
    offer("published", value.text, !followsTitle ? .aboveText : value.hasTime ? .timed : .among, origin)
  }
}
