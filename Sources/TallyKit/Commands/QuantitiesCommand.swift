import ArgumentParser
import Foundation
import PipelineKit
import Quantities

struct QuantitiesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quantities", abstract: "Read the quantities and periods of texts, one JSON object a line.",
    discussion: """
      Each argument, or each line of standard input, gives {"text","quantities":[{start,end,text,value,value_high,\
      unit,qualifier,masked}],"periods":[{start,end,text,period}]}, offsets in code points. 今年, 上半年 and 4月22日 \
      are read only with '--reference-date'.
      """)

  @Argument(help: "The texts; none reads standard input, a text a line.") var texts: [String] = []
  @Option(help: "The day that relative periods count from, as 2025-12-31.") var referenceDate: String?
  @Flag(help: "Read third-party cases as JSON lines and answer {\"id\",\"out\"}.") var cases = false

  private var reference: CalendarDate? { referenceDate.flatMap(Self.date) }

  func validate() throws {
    if let referenceDate, reference == nil {
      throw ValidationError("'--reference-date' must be a day as 2025-12-31, not '\(referenceDate)'")
    }
    if cases, !texts.isEmpty { throw ValidationError("'--cases' reads standard input and takes no texts") }
  }

  func run() throws {
    var output = JSONWriter()
    let answer = cases ? answerCase : answerText
    func write(_ line: String) throws {
      output.removeAll()
      try answer(line, &output)
      output.newline()
      try Console.write(output.bytes)
    }
    if !texts.isEmpty { return try texts.forEach(write) }
    while let line = readLine() {
      if cases, line.allSatisfy(\.isWhitespace) { continue }
      try write(line)
    }
  }

  private func answerText(_ text: String, _ output: inout JSONWriter) throws {
    let bytes = Array(text.utf8)
    let points = CodePoints(text)
    output.beginObject()
    output.key("text")
    output.string(text)
    output.key("quantities")
    output.beginArray()
    let figures = ExpressionReader().figures(in: bytes, reference: reference)
    for quantity in figures.quantities {
      output.beginObject()
      output.place(quantity.range, points)
      output.key("value")
      output.numberOrNull(quantity.value)
      output.key("value_high")
      output.numberOrNull(quantity.valueHigh)
      output.key("unit")
      output.string(quantity.unit)
      output.key("qualifier")
      output.string(quantity.qualifier.rawValue)
      output.key("masked")
      output.bool(quantity.isMasked)
      output.endObject()
    }
    output.endArray()
    output.key("periods")
    output.beginArray()
    for mention in figures.periods {
      output.beginObject()
      output.place(mention.range, points)
      output.key("period")
      output.string(mention.period)
      output.endObject()
    }
    output.endArray()
    output.endObject()
  }

  private func answerCase(_ line: String, _ output: inout JSONWriter) throws {
    struct Case: Decodable {
      var id: String
      var input: String
      var ref: String?
      /// The kinds of figures that the case asks for; none asks for all.
      var complete: [String]?
    }
    let asked: Case
    do { asked = try JSONDecoder().decode(Case.self, from: Data(line.utf8)) } catch {
      throw Console.failure("a line of standard input is no case: '\(line.prefix(60))'", code: 74)
    }
    let wanted = Set(asked.complete ?? [])
    let day = asked.ref.flatMap(CaseReader.reference) ?? reference
    output.beginObject()
    output.key("id")
    output.string(asked.id)
    output.key("out")
    output.beginArray()
    let answers = CaseReader().answers(
      in: Array(asked.input.utf8), wanted: wanted, reference: day, convention: CaseConvention(caseID: asked.id))
    for answer in answers {
      output.beginObject()
      output.key("start")
      output.integer(answer.range.lowerBound)
      output.key("end")
      output.integer(answer.range.upperBound)
      output.key("value")
      output.value(Self.json(answer.value))
      output.endObject()
    }
    output.endArray()
    output.endObject()
  }

  private static func json(_ value: CaseValue) -> JSONValue {
    func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
    switch value {
    case .number(let number): return .string(number)
    case .range(let low, let high): return ["lo": text(low), "hi": text(high)]
    case .span(let start, let end): return ["start": text(start), "end": text(end)]
    case .duration(let number, let unit): return ["n": .string(number), "unit": .string(unit)]
    }
  }

  private static func date(_ text: String) -> CalendarDate? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
      (1...9999).contains(year), (1...12).contains(month),
      (1...CalendarDate.days(inMonth: month, of: year)).contains(day)
    else { return nil }
    return CalendarDate(year: year, month: month, day: day)
  }
}

extension JSONWriter {
  /// Writes `start`, `end` and `text` of a mention.
  fileprivate mutating func place(_ range: Range<Int>, _ points: CodePoints) {
    key("start")
    integer(points.offset(range.lowerBound))
    key("end")
    integer(points.offset(range.upperBound))
    key("text")
    string(points.text(range))
  }

  fileprivate mutating func numberOrNull(_ value: Double?) {
    if let value { number(value) } else { null() }
  }
}
