import Outline

/// Tells who speaks in a report: a bureau that calls itself 我局, or a government that says 我县.
struct SpeakerReader {
  /// How the speaker's name ends: 局 of 我局; none where nobody speaks so.
  let endings: Set<UInt32>
  /// Whether somebody speaks for the whole area: 我县, 县人民政府.
  let isGovernment: Bool

  /// How much of a report is read, in bytes; who speaks has said so by then.
  private static let reach = 60_000
  /// 我 and 本, then what the speaker is.
  private static let bodies = ScalarSet("局厅委办院所处队站科")
  /// Words that 我 and 本 only begin or stand before by chance.
  private static let others = Word.list("本所有 本处理 本科 本委托 我委托 本站 本办法 本局面 本院校 本处于 我处理 我处于 本所述 本队伍")
  private static let areas = ScalarSet("县市区省州旗乡镇")
  private static let governments = Word.list("县政府 市政府 区政府 人民政府")
  /// Where a government's own words are looked for, in scalars of the first paragraphs.
  private static let opening = 160

  init(_ text: [UInt8], _ frame: ReportFrame) {
    var counts: [UInt32: Int] = [:]
    let end = max(0, min(text.count, Self.reach) - 9)
    var at = 1
    // 我 and 本 by their last two bytes, which few characters share; the first begins many.
    while case let found = text.firstIndex(of: (0x88, 0x91), or: (0x9C, 0xAC), in: at..<end + 1), found <= end {
      at = found + 1
      guard text[found - 1] == 0xE6 else { continue }
      let passage = Passage(text, found - 1..<found + 8)
      if Self.bodies.contains(passage.scalars[1]), !Self.others.contains(where: { passage.has($0, at: 0) }) {
        counts[passage.scalars[1], default: 0] += 1
      }
    }
    let most = counts.values.max() ?? 0
    endings = Set(counts.filter { $0.value * 2 > most }.keys)
    isGovernment = frame.opening.prefix(3).contains { line in
      let passage = Passage(text, line)
      let range = 0..<min(passage.count, Self.opening)
      return passage.contains(anyOf: Self.governments, in: range)
        || range.dropLast().contains { at in
          passage.scalars[at] == 0x6211 && Self.areas.contains(passage.scalars[at + 1])
        }
    }
  }

  /// Whether an agency may be the one that speaks; 我局 is no government.
  func maybe(_ passage: Passage, _ agency: AgencyReader.Agency) -> Bool {
    guard !endings.isEmpty else { return true }
    let isOffice = passage.ends(with: "办公室", agency.range)
    return endings.contains { ending in
      passage.scalars[agency.range.upperBound - 1] == ending || isOffice && ending == 0x529E
        // 我局 in the name of the bureau's party group.
        || passage.scalars[agency.range].contains(ending) && ending == 0x5C40
    }
  }
}
