import PipelineTesting
import Testing

@testable import Readings

struct CatalogTests {
  private static func entry(
    _ id: String, unit: String = "件", measure: CatalogEntry.Measure = .flow, _ patterns: CatalogEntry.Pattern...
  ) -> CatalogEntry {
    CatalogEntry(
      id: id, name: id, englishName: id, unit: unit, measure: measure, topic: "tests", definition: "",
      recognise: patterns)
  }

  /// A reading room's year: visits, loans, returns, repairs.
  private let catalog = Catalog(
    entries: [
      entry("loans", .init(all: ["图书"], rest: ["类"], actions: ["借出", "-"], units: ["册", "本"])),
      entry("loans.children", .init(all: ["图书", "少儿"], rest: ["类"], actions: ["借出", "-"], units: ["册", "本"])),
      entry("returns", .init(all: ["图书"], rest: ["逾期"], actions: ["归还"], units: ["册", "本"])),
      entry("returns.late", .init(all: ["图书"], actions: ["逾期归还"], units: ["册", "本"])),
      entry("visits", unit: "人次", .init(any: ["读者", "来访"], none: ["线上"])),
      entry("repair_rate", unit: "%", measure: .rate, .init(all: ["修复率"]), .init(all: ["完好率"])),
      entry("repair_rate.rare", unit: "%", measure: .rate, .init(all: ["修复率"], any: ["古籍", "善本古籍"])),
      entry("first", unit: "场", .init(all: ["讲座"])),
      entry("second", unit: "场", .init(all: ["讲座"])),
    ],
    neutral: ["各类", "全年", "累计", "达到", "共", "的"])

  @Test(arguments: [
    ("图书", "借出", "册", "loans"),
    ("各类图书", "借出", "本", "loans"),
    ("“图书”", "借出", "册", "loans"),
    (" 图 书　", "借出", "册", "loans"),
    ("少儿图书", "借出", "册", "loans.children"),
    ("图书", "归还", "册", "returns"),
    ("读者", "接待", "人次", "visits"),
    ("来访", nil, "人次", "visits"),
    ("图书修复率", nil, "%", "repair_rate"),
    ("图书修复率", nil, "％", "repair_rate"),
    ("期刊完好率", "提高", "%", "repair_rate"),
  ])
  func `knows a metric by its words, its verb and its unit`(label: String, action: String?, unit: String, id: String) {
    #expect(catalog.id(label: label, action: action, unit: unit) == id)
  }

  @Test(arguments: [
    ("图书", "采购", "册"),  // another verb
    ("图书", "借出", "箱"),  // another unit
    ("期刊", "借出", "册"),  // another thing
    ("线上读者", nil, "人次"),  // a word that must not stand there
    ("外文图书", "借出", "册"),  // a part that has no id of its own
    ("", nil, nil),
    ("“”", "", ""),
  ])
  func `leaves alone what no pattern describes`(label: String, action: String?, unit: String?) {
    #expect(catalog.id(label: label, action: action, unit: unit) == nil)
  }

  @Test func `does not hold a missing unit against a figure`() {
    #expect(catalog.id(label: "图书", action: "归还", unit: nil) == "returns")
    #expect(catalog.id(label: "图书", action: "归还", unit: "") == "returns")
  }

  @Test(arguments: ["累计借出", "全年共借出", "达到", nil, ""])
  func `takes a verb after neutral words, and a neutral verb for none`(action: String?) {
    #expect(catalog.id(label: "图书", action: action, unit: "册") == "loans")
  }

  @Test func `does not take the end of another verb for the verb`() {
    #expect(catalog.id(label: "图书", action: "网上借出", unit: "册") == nil)
    #expect(catalog.id(label: "图书", action: "逾期归还", unit: "册") == "returns.late")
  }

  @Test func `finds the verb in the label where the figure has none`() {
    #expect(catalog.id(label: "归还图书", action: nil, unit: "册") == "returns")
    #expect(catalog.id(label: "归还的图书", action: "达到", unit: "册") == "returns")
    #expect(catalog.id(label: "归还图书", action: "采购", unit: "册") == nil)
  }

  @Test func `prefers the longest words, then the earlier entry`() {
    #expect(catalog.id(label: "善本古籍修复率", action: nil, unit: "%") == "repair_rate.rare")
    #expect(catalog.id(label: "讲座", action: "举办", unit: "场") == "first")
  }

  @Test func `compares full-width letters and brackets as half-width ones`() {
    let catalog = Catalog(entries: [Self.entry("copies", .init(all: ["CD(光盘)"]))])
    #expect(catalog.id(label: "ＣＤ（光盘）", action: nil, unit: "件") == "copies")
  }

  @Test func `keeps words apart whose first characters share a place in the table`() {
    // U+24E00 and U+0938 have the same place.
    let catalog = Catalog(entries: [
      Self.entry("rare", .init(all: ["\u{24E00}书"])), Self.entry("one", .init(all: ["\u{938}书"])),
    ])
    #expect(catalog.id(label: "\u{24E00}书", action: nil, unit: nil) == "rare")
    #expect(catalog.id(label: "\u{938}书", action: nil, unit: nil) == "one")
  }

  @Test func `is empty without entries and deaf to patterns without words`() {
    #expect(Catalog(entries: []).id(label: "图书", action: nil, unit: nil) == nil)
    let wordless = Catalog(entries: [Self.entry("all", .init()), Self.entry("quotes", .init(all: ["“”"]))])
    #expect(wordless.id(label: "图书", action: nil, unit: nil) == nil)
  }

  @Test(arguments: 1...20)
  func `agrees with trying every pattern on any label`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let parts = [
      "图书", "少儿", "借出", "归还", "逾期", "各类", "的", "书", "图", "类", "“", "修复率", "善本", "古籍", "读者", "线上", "\u{24E00}",
    ]
    for _ in 0..<200 {
      let label = (0..<Int.random(in: 0...5, using: &random)).map { _ in parts.randomElement(using: &random) ?? "" }
        .joined()
      let action = [nil, "借出", "归还", "累计归还", "逾期归还", "达到"].randomElement(using: &random) ?? nil
      let unit = [nil, "册", "%", "人次", "箱"].randomElement(using: &random) ?? nil
      #expect(
        catalog.id(label: label, action: action, unit: unit) == slowly(label, action, unit), "\(label) \(action ?? "-")"
      )
    }
  }

  /// The rules as they are written down, word by word on strings.
  private func slowly(_ label: String, _ action: String?, _ unit: String?) -> String? {
    let label = Array(label.filter { $0 != "“" })
    let neutral = ["各类", "全年", "累计", "达到", "共", "的"]
    func starts(_ word: String, in text: [Character]) -> [Int] {
      let word = Array(word)
      guard word.count <= text.count else { return [] }
      return (0...(text.count - word.count)).filter { Array(text[$0..<($0 + word.count)]) == word }
    }
    func isCovered(_ text: [Character], by words: [String]) -> Bool {
      var covered = [Bool](repeating: false, count: text.count)
      for word in words {
        for start in starts(word, in: text) { for index in start..<(start + word.count) { covered[index] = true } }
      }
      return !covered.contains(false)
    }
    func has(_ word: String) -> Bool { !starts(word, in: label).isEmpty }
    var best: (id: String, score: Int)?
    for entry in catalog.entries {
      for pattern in entry.recognise {
        guard pattern.all.allSatisfy(has), pattern.any.isEmpty || pattern.any.contains(where: has) else { continue }
        guard !pattern.none.contains(where: has), unit.map((pattern.units ?? [entry.unit]).contains) ?? true else {
          continue
        }
        var score = pattern.all.map(\.count).reduce(0, +) + (pattern.any.filter(has).map(\.count).max() ?? 0)
        var verbInLabel: String?
        if let actions = pattern.actions {
          let verb = Array(action ?? "")
          let own = actions.filter { word in
            word != "-" && !verb.isEmpty && String(verb).hasSuffix(word)
              && isCovered(verb.dropLast(word.count), by: neutral)
          }
          if let longest = own.map(\.count).max() {
            score += longest
          } else if isCovered(verb, by: neutral) {
            verbInLabel = actions.filter { $0 != "-" && has($0) }.max { $0.count < $1.count }
            guard verbInLabel != nil || actions.contains("-") else { continue }
            score += verbInLabel?.count ?? 0
          } else {
            continue
          }
        }
        if let rest = pattern.rest {
          let allowed = pattern.all + pattern.any + rest + neutral + (verbInLabel.map { [$0] } ?? [])
          guard isCovered(label, by: allowed) else { continue }
        }
        if score > best?.score ?? 0 { best = (entry.id, score) }
      }
    }
    return best?.id
  }

  /// Words are folded by their bytes; folding by scalars says the same of each.
  @Test func `folds quotation marks, spaces and full width`() {
    func fold(_ scalar: Unicode.Scalar) -> String {
      switch scalar.value {
      case 0x20, 0x09, 0x3000, 0xA0, 0x22, 0x27, 0x2018...0x201F, 0x3008...0x300F, 0xFF02, 0xFF07: ""
      case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0).map { String($0) } ?? ""
      default: String(scalar)
      }
    }
    for scalar in (0...0x1_FFFF).lazy.compactMap({ Unicode.Scalar(UInt32($0)) }) {
      if Vocabulary.fold(String(scalar)) != Array(fold(scalar).utf8) {
        Issue.record("U+\(String(scalar.value, radix: 16))")
      }
    }
    #expect(Vocabulary.fold("“路 桥”（３）").elementsEqual("路桥(3)".utf8))
  }
}
