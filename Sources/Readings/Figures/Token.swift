import Quantities

/// A word, a mark, a figure or a period in a sentence.
struct Token: Sendable {
  enum Kind: Sendable, Equatable {
    case word(WordClass)
    /// A character that begins no word of the lexicon, or a quoted run without figures.
    case other
    /// A bracketed run without figures.
    case aside
    /// 的 between an attribute and its noun.
    case of
    /// A figure, by its index among the quantities.
    case figure(Int)
    /// A mention of a period, by its index.
    case period(Int)
    case comma
    /// The mark 、 between the items of a list.
    case pause
    case semicolon
    case colon
    case stop
    case open
    case close
    /// A tab or a line break.
    case cell
  }

  var kind: Kind
  /// The UTF-8 bytes of the token.
  var range: Range<Int>

  /// Whether the token can be part of a noun phrase without ending it.
  var isNominal: Bool {
    switch kind {
    case .other, .aside, .of, .word(.noun), .word(.gerund): true
    default: false
    }
  }

  /// Whether the token ends every phrase.
  var isBoundary: Bool {
    switch kind {
    case .comma, .semicolon, .colon, .stop, .open, .close, .cell: true
    default: false
    }
  }

  var figure: Int? {
    if case .figure(let i) = kind { return i }
    return nil
  }

  var wordClass: WordClass? {
    if case .word(let c) = kind { return c }
    return nil
  }
}

/// Splits a sentence into tokens: figures and periods as given, words by the longest match, other characters singly.
struct Tokenizer: Sendable {
  let lexicon = Lexicon.standard

  /// The longest quoted run that is kept in one piece, in bytes; a longer one has a missing closing mark.
  private static let longestQuote = 180

  /// The tokens of `sentence`.
  ///
  /// The quantities and periods are ascending; those from `figures` and `mentions` on are used.
  func tokens(
    in text: [UInt8], sentence: Range<Int>, quantities: [Quantity], figures: Range<Int>,
    periods: [Quantities.PeriodMention],
    mentions: Range<Int>
  ) -> [Token] {
    text.withUnsafeBufferPointer { bytes in
      tokens(
        in: bytes, sentence: sentence, quantities: quantities, figures: figures, periods: periods, mentions: mentions)
    }
  }

  private func tokens(
    in text: UnsafeBufferPointer<UInt8>, sentence: Range<Int>, quantities: [Quantity], figures: Range<Int>,
    periods: [Quantities.PeriodMention], mentions: Range<Int>
  ) -> [Token] {
    var tokens: [Token] = []
    tokens.reserveCapacity(sentence.count / 3)
    var position = sentence.lowerBound
    var figure = figures.lowerBound
    var mention = mentions.lowerBound
    while position < sentence.upperBound {
      while mention < mentions.upperBound, periods[mention].range.lowerBound < position { mention += 1 }
      if figure < figures.upperBound, quantities[figure].range.lowerBound <= position {
        let end = max(quantities[figure].range.upperBound, position + 1)
        tokens.append(Token(kind: .figure(figure), range: position..<end))
        position = end
        figure += 1
        continue
      }
      let nextFigure = figure < figures.upperBound ? quantities[figure].range.lowerBound : sentence.upperBound
      if mention < mentions.upperBound, periods[mention].range.lowerBound == position,
        periods[mention].range.upperBound <= nextFigure, !periods[mention].range.isEmpty
      {
        tokens.append(Token(kind: .period(mention), range: periods[mention].range))
        position = periods[mention].range.upperBound
        mention += 1
        continue
      }
      let limit = min(nextFigure, sentence.upperBound)
      let rest = mention..<mentions.upperBound
      let end = rest.isEmpty ? limit : min(periods[mention].range.lowerBound, limit)
      repeat {
        let token = token(in: text, at: position, limit: limit, periods: periods, mentions: rest)
        demoteLast(of: &tokens, before: token, text)
        tokens.append(token)
        position = token.range.upperBound
      } while position < end
    }
    return tokens
  }

  /// The word, the mark or the run in brackets or quotation marks that begins at `position`.
  @inline(__always)
  private func token(
    in text: UnsafeBufferPointer<UInt8>, at position: Int, limit: Int, periods: [Quantities.PeriodMention],
    mentions: Range<Int>
  ) -> Token {
    let first = scalar(in: text, at: position, limit: limit)
    if first.code < 0x4E00 || first.code > 0x9FFF || first.code == Self.of {
      if let closing = Self.closing(of: first.code),
        let end = closed(by: closing, opening: first.code, in: text, from: first.end, limit: limit)
      {
        if first.code == 0x201C, let quoted = mention(in: position..<end, periods: periods, mentions: mentions) {
          return Token(kind: .period(quoted), range: position..<end)
        }
        let bracketed = first.code == 0x28 || first.code == 0xFF08
        return Token(kind: bracketed ? .aside : .other, range: position..<end)
      }
      if first.code == 0x2E || first.code == 0xFF0E, isStop(in: text, at: position, end: first.end) {
        return Token(kind: .stop, range: position..<first.end)
      }
      if let kind = Self.mark(first.code) { return Token(kind: kind, range: position..<first.end) }
    }
    guard lexicon.beginsWord(first.code) else { return Token(kind: .other, range: position..<first.end) }
    let second = scalar(in: text, at: first.end, limit: limit)
    let third = scalar(in: text, at: second.end, limit: limit)
    let fourth = scalar(in: text, at: third.end, limit: limit)
    guard let word = lexicon.match(first.code, second.code, third.code, fourth.code) else {
      return Token(kind: .other, range: position..<first.end)
    }
    let end =
      switch word.length {
      case 1: first.end
      case 2: second.end
      case 3: third.end
      default: fourth.end
      }
    return Token(kind: .word(word.class), range: position..<end)
  }

  /// Takes a short function word in the middle of a noun phrase, the last token before `next`, for the character of a noun
  /// that it is there: 临近, 外出.
  @inline(__always)
  private func demoteLast(of tokens: inout [Token], before next: Token, _ text: UnsafeBufferPointer<UInt8>) {
    guard tokens.count > 1, case let last = tokens.count - 1, tokens[last].kind == .word(.function),
      tokens[last].range.count == 3, next.isNominal, tokens[last - 1].isNominal, tokens[last - 1].kind != .of,
      Self.ambiguous.firstIndex(of: text, tokens[last].range) != nil
    else { return }
    tokens[last].kind = .other
  }

  /// Whether a half-width point ends a sentence, as typists use it, and does not part the digits of a number or a name.
  private func isStop(in text: UnsafeBufferPointer<UInt8>, at position: Int, end: Int) -> Bool {
    let isNamePart = { (byte: UInt8) in byte < 0x80 && (byte >= 0x61 || byte >= 0x30 && byte <= 0x5A) }
    return end == text.count || !isNamePart(text[end])
  }

  private static let ambiguous: WordList = [
    "近", "约", "超", "新", "正", "现", "不", "无", "未", "最", "特", "更", "再", "又", "还", "也", "且", "仍", "曾", "刚", "余", "出", "过",
    "地", "得", "就", "即", "该",
    "其", "逾",
  ]

  /// The mention that fills a pair of quotation marks: “3·15”.
  private func mention(in quoted: Range<Int>, periods: [Quantities.PeriodMention], mentions: Range<Int>) -> Int? {
    guard let first = mentions.first(where: { periods[$0].range.lowerBound >= quoted.lowerBound }),
      periods[first].range.lowerBound <= quoted.lowerBound + 3,
      periods[first].range.upperBound + 3 >= quoted.upperBound,
      periods[first].range.upperBound <= quoted.upperBound
    else { return nil }
    return first
  }

  /// The character at `position`, as a code of the Basic Multilingual Plane (0 outside it or at the limit), and its end.
  @inline(__always)
  private func scalar(in text: UnsafeBufferPointer<UInt8>, at position: Int, limit: Int) -> (code: UInt16, end: Int) {
    if position + 2 < limit, text[position] & 0xF0 == 0xE0 {
      let code =
        UInt16(text[position] & 0x0F) << 12 | UInt16(text[position + 1] & 0x3F) << 6 | UInt16(text[position + 2] & 0x3F)
      return (code, position + 3)
    }
    return rareScalar(in: text, at: position, limit: limit)
  }

  @inline(never)
  private func rareScalar(
    in text: UnsafeBufferPointer<UInt8>, at position: Int, limit: Int
  ) -> (code: UInt16, end: Int) {
    if position >= limit { return (0, position) }
    let lead = text[position]
    if lead < 0x80 { return (UInt16(lead), position + 1) }
    if lead & 0xE0 == 0xC0, position + 1 < limit {
      return (UInt16(lead & 0x1F) << 6 | UInt16(text[position + 1] & 0x3F), position + 2)
    }
    var end = position + 1
    while end < limit, text[end] & 0xC0 == 0x80 { end += 1 }
    return (0, end)
  }

  /// The end of the run that `closing` ends, when it holds no boundary of its own; nil where it is not closed in reach.
  private func closed(by closing: UInt16, opening: UInt16, in text: UnsafeBufferPointer<UInt8>, from: Int, limit: Int)
    -> Int?
  {
    var position = from
    let reach = min(limit, from + Self.longestQuote)
    while position < reach {
      let next = scalar(in: text, at: position, limit: limit)
      if next.code == closing { return next.end }
      if next.code == 0x0A || next.code == 0x3002 { return nil }
      position = next.end
    }
    return nil
  }

  private static func closing(of code: UInt16) -> UInt16? {
    switch code {
    case 0x201C: 0x201D
    case 0x300A: 0x300B
    case 0x300C: 0x300D
    case 0xFF08: 0xFF09
    case 0x28: 0x29
    default: nil
    }
  }

  /// 的.
  private static let of: UInt16 = 0x7684

  private static func mark(_ code: UInt16) -> Token.Kind? {
    switch code {
    case 0x2C, 0xFF0C, 0x2014: .comma
    case 0x3001: .pause
    case 0x3B, 0xFF1B: .semicolon
    case 0x3A, 0xFF1A: .colon
    case 0x3002, 0x21, 0xFF01, 0x3F, 0xFF1F: .stop
    case 0x25A0...0x25FF, 0x2605, 0x2606: .stop  // the bullets of a list
    case 0x28, 0xFF08: .open
    case 0x29, 0xFF09: .close
    case 0x0A, 0x0D, 0x09: .cell
    case of: .of
    default: nil
    }
  }
}
