/// Finds the day of publication.
///
/// What a page states of it goes before the signature, the signature before the day that the paper was drawn up (成文日期),
/// and last comes what tells only by the way: the day of the last change, the one in an address.
struct PublicationReader {
  let hints: MetadataHints
  let lines: PortalLines
  let signOff: SignOffReader

  /// The days by each place, the most trusted first.
  var days: [Found<String>] {
    let stated = hints.statements["published"] ?? []
    var days = stated.filter { !$0.isIndirect }.compactMap(Self.day)
    days += lines.said[.published] ?? []
    if let day = signOff.day { days.append(Found(day.iso, .signOff, day.range)) }
    days += (hints.statements["issued"] ?? []).compactMap(Self.day).map { issued in
      Found(issued.value, issued.evidence, place: issued.place.map { "\($0) issued" })
    }
    days += lines.said[.issued] ?? []
    days += stated.filter(\.isIndirect).compactMap(Self.day)
    if let day = hints.sourceDay { days.append(Found(day, .source)) }
    return days
  }

  private static func day(_ statement: PageStatement) -> Found<String>? {
    let passage = Passage(statement.value)
    guard let start = passage.scalars.indices.first(where: { CalendarReader.date(passage, at: $0) != nil }),
      let date = CalendarReader.date(passage, at: start), !CalendarReader.beginsRange(passage, behind: date.end)
    else { return nil }
    return Found(date.iso, .page, place: statement.place)
  }
}
