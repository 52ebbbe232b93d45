/// Turns the bytes of a page or a text file into text.
///
/// What a page claims of its charset is often wrong, so a claim counts only where the bytes bear it out.
public enum CharsetDecoder {
  /// Decodes bytes by their byte order mark, what the transport says, what the document declares, and the bytes themselves.
  ///
  /// NULs, as long as they are few, are left out and counted.
  ///
  /// - Parameters:
  ///   - bytes: A whole file; a byte order mark is not part of the text.
  ///   - transport: The charset label that came with the bytes, as in an HTTP header.
  ///   - looksLikeMarkup: Whether to look for a declaration, and to read a page that ends inside a character.
  ///   - tolerance: How many malformed sequences in a thousand bytes become U+FFFD rather than a failure; 2 suits pages, whose few
  ///     bad bytes come from templates, and 0 text files, where they tell that a file is cut or none.
  /// - Throws: The likeliest charset and the first byte that is no text in it, where the bytes are text in no charset.
  public static func decode(
    _ bytes: [UInt8], transport: String? = nil, looksLikeMarkup: Bool, tolerance: Int = 0
  ) throws(DecodingFailure) -> DecodedText {
    try bytes.withUnsafeBufferPointer { all -> Result<DecodedText, DecodingFailure> in
      var decoding = Decoding(all, transport: transport, isMarkup: looksLikeMarkup, tolerance: tolerance)
      do throws(DecodingFailure) { return .success(try decoding.text()) } catch { return .failure(error) }
    }.get()
  }
}

/// The bytes of one file, and what is said of their charset.
private struct Decoding {
  private typealias Choice = (charset: Charset, evidence: DecodedText.Evidence)
  private typealias Claim = (charset: Charset?, label: String, evidence: DecodedText.Evidence)

  private let bytes: UnsafeBufferPointer<UInt8>
  private let isMarkup: Bool
  private let tolerance: Int
  /// What the transport and the document say.
  private var claims: [Claim] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>, transport: String?, isMarkup: Bool, tolerance: Int) {
    (self.bytes, self.isMarkup, self.tolerance) = (bytes, isMarkup, tolerance)
    if let transport { claims.append((Charset(label: transport.utf8), transport, .transport)) }
    lookForDeclaration(before: CharsetDeclaration.reach)
  }

  private mutating func lookForDeclaration(before limit: Int) {
    guard isMarkup, claims.last?.evidence != .declaration,
      let label = CharsetDeclaration.label(in: bytes, before: limit)
    else { return }
    claims.append((Charset(label: label), String(decoding: label, as: UTF8.self), .declaration))
  }

  mutating func text() throws(DecodingFailure) -> DecodedText {
    if let (charset, mark) = ByteScan.byteOrderMark(bytes) { return try marked(charset, mark) }
    let controls = ByteScan.controls(bytes)
    if controls.nulls != (0, 0), let text = unmarkedUTF16(controls) { return text }
    let survey = ByteScan.utf8(bytes)
    // A declaration that comes late counts where nothing but the bytes would decide.
    if survey.bad > 0 || survey.wide == 0 && survey.narrow > 0 { lookForDeclaration(before: .max) }
    let choices = choices(survey)
    try refuseBinary(controls, choices[0])
    guard choices[0].charset == .utf8, survey.bad == 0 else { return try firstThatFits(choices, controls) }
    let text: String
    if controls.nulls == (0, 0) {
      text = String(copying: UTF8Span(unchecked: Span(_unsafeElements: bytes)))
    } else {
      text = Transcoder.Output(bytes: bytes.filter { $0 != 0 }).text
    }
    return decoded(text, choices[0], replaced: 0, controls)
  }

  private func refuseBinary(_ controls: ByteScan.Controls, _ choice: Choice) throws(DecodingFailure) {
    guard let first = controls.first, controls.areBinary(of: bytes.count, isMarkup: isMarkup) else { return }
    throw DecodingFailure(
      charset: Charset.utf8.rawValue, offset: first, malformed: controls.count, evidence: .content)
  }

  private func decoded(
    _ text: String, _ choice: Choice, replaced: Int, _ controls: ByteScan.Controls = ByteScan.Controls()
  ) -> DecodedText {
    let doubted = claims.first { $0.charset != choice.charset }?.label
    return DecodedText(
      text: text, charset: choice.charset.rawValue, evidence: choice.evidence, disbelieved: doubted, replaced: replaced,
      removed: controls.nulls.even + controls.nulls.odd)
  }

  // MARK: - Which charset

  /// The charsets that the bytes may be in, the likeliest first.
  private func choices(_ survey: ByteScan.UTF8Scan) -> [Choice] {
    func choice(_ charset: Charset) -> Choice {
      (charset, claims.first { $0.charset == charset }?.evidence ?? .content)
    }
    // Two-byte text can pass for UTF-8 by chance only where it is short, and then never as Chinese.
    if survey.bad == 0 {
      guard survey.wide == 0, survey.narrow > 0,
        let claim = claims.first(where: { $0.charset == .gb18030 || $0.charset == .big5 }), let charset = claim.charset
      else { return [choice(.utf8)] }
      return [(charset, claim.evidence), choice(.utf8)]
    }
    // Bytes of another charset make characters of UTF-8 by chance alone.
    if survey.wide + survey.narrow > 8 * survey.bad
      || survey.isCut && survey.bad == 1 && survey.wide + survey.narrow > 0
    {
      return [choice(.utf8)]
    }
    let isWestern = claims.contains { $0.charset == .windows1252 }
    if ByteScan.isLatin(bytes, declared: isWestern) { return [choice(.windows1252)] }
    return multibyteChoices().map(choice)
  }

  private func multibyteChoices() -> [Charset] {
    var charsets = claims.compactMap(\.charset).filter { $0 == .gb18030 || $0 == .big5 }
    let (gb18030, big5) = ByteScan.commonCharacters(bytes)
    let likelier: Charset = big5 > gb18030 ? .big5 : .gb18030
    // A claim counts unless the bytes speak clearly against it.
    if max(gb18030, big5) > 3 * min(gb18030, big5) + 3 { charsets.removeAll { $0 != likelier } }
    for charset in [likelier, likelier == .big5 ? .gb18030 : .big5] where !charsets.contains(charset) {
      charsets.append(charset)
    }
    return charsets
  }

  /// The text in the first charset without malformed bytes, or in the one with the fewest, if these are few enough.
  private func firstThatFits(_ choices: [Choice], _ controls: ByteScan.Controls) throws(DecodingFailure) -> DecodedText
  {
    let all = controls.nulls == (0, 0) ? nil : bytes.filter { $0 != 0 }
    func output(_ charset: Charset, upTo most: Int) -> Transcoder.Output? {
      let transcoder = Transcoder(charset: charset, allowsCut: isMarkup)
      guard let all else { return transcoder.output(bytes, upTo: most) }
      return all.withUnsafeBufferPointer { transcoder.output($0, upTo: most) }
    }
    for choice in choices {
      if let output = output(choice.charset, upTo: 0) {
        return decoded(output.text, choice, replaced: output.replaced, controls)
      }
    }
    var most = bytes.count * tolerance / 1000
    var best: DecodedText?
    for choice in choices + (choices[0].charset == .utf8 ? [] : [(.utf8, .content)]) where most > 0 {
      guard let output = output(choice.charset, upTo: most) else { continue }
      best = decoded(output.text, choice, replaced: output.replaced, controls)
      most = output.malformed - 1
    }
    if let best { return best }
    // The charset that comes furthest is the one that the file was meant to be in; of two, the one with fewer malformed bytes.
    var furthest: DecodingFailure?
    for choice in [(.utf8, .content)] + choices.filter({ $0.charset != .utf8 }) {
      guard let output = output(choice.charset, upTo: .max), let offset = output.firstBad else { continue }
      if let other = furthest, (offset, -output.replaced) <= (other.offset, -other.malformed) { continue }
      furthest = DecodingFailure(
        charset: choice.charset.rawValue, offset: offset, malformed: output.replaced, evidence: choice.evidence)
    }
    throw furthest ?? DecodingFailure(charset: choices[0].charset.rawValue, offset: 0, evidence: choices[0].evidence)
  }

  // MARK: - Byte order marks and UTF-16

  private func marked(_ charset: Charset, _ mark: Int) throws(DecodingFailure) -> DecodedText {
    let choice: Choice = (charset, .byteOrderMark)
    let rest = UnsafeBufferPointer(rebasing: bytes[mark...])
    var controls = ByteScan.Controls()
    var filtered: [UInt8]?
    if charset == .utf8 || charset == .gb18030 {
      controls = ByteScan.controls(rest)
      if let first = controls.first, controls.areBinary(of: rest.count, isMarkup: isMarkup) {
        throw DecodingFailure(
          charset: charset.rawValue, offset: first + mark, malformed: controls.count, evidence: .byteOrderMark)
      }
      if controls.nulls != (0, 0) { filtered = rest.filter { $0 != 0 } }
    }
    let transcoder = Transcoder(charset: charset, allowsCut: isMarkup)
    func output(upTo most: Int) -> Transcoder.Output? {
      guard let filtered else { return transcoder.output(rest, upTo: most) }
      return filtered.withUnsafeBufferPointer { transcoder.output($0, upTo: most) }
    }
    guard let found = output(upTo: rest.count * tolerance / 1000) else {
      let all = output(upTo: .max)
      throw DecodingFailure(
        charset: charset.rawValue, offset: (all?.firstBad ?? 0) + mark, malformed: all?.replaced ?? 1,
        evidence: .byteOrderMark)
    }
    let text = found.text
    if charset == .utf16LE || charset == .utf16BE, let offset = firstControl(of: text) {
      throw DecodingFailure(charset: charset.rawValue, offset: offset + mark, evidence: .byteOrderMark)
    }
    return decoded(text, choice, replaced: found.replaced, controls)
  }

  /// Text whose NULs are the high bytes of ASCII characters: all at even offsets, or all at odd ones.
  private func unmarkedUTF16(_ controls: ByteScan.Controls) -> DecodedText? {
    let (even, odd) = controls.nulls
    guard bytes.count & 1 == 0 || isMarkup, max(even, odd) >= 20 * min(even, odd) else { return nil }
    let charset: Charset = odd > even ? .utf16LE : .utf16BE
    guard let output = Transcoder(charset: charset, allowsCut: isMarkup).output(bytes, upTo: 0) else { return nil }
    let text = output.text
    guard firstControl(of: text) == nil, isPlausible(text) else { return nil }
    return decoded(text, (charset, .content), replaced: output.replaced)
  }

  /// The offset in UTF-16 bytes of the first control character that makes text binary; nil where there are none or few.
  private func firstControl(of text: String) -> Int? {
    var first: Int?
    var offset = 0
    var found = 0
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09...0x0D, 0x1B, 0x20...: break
      default:
        found += 1
        first = first ?? offset
      }
      offset += scalar.value > 0xFFFF ? 4 : 2
    }
    return found * 500 > offset ? first : nil
  }

  /// Whether most characters are ASCII, Chinese, or punctuation.
  private func isPlausible(_ text: String) -> Bool {
    var likely = 0
    var all = 0
    for scalar in text.unicodeScalars {
      all += 1
      switch scalar.value {
      case 0x09...0x7E, 0xA0...0xFF, 0x2010...0x2040, 0x3000...0x303F, 0x4E00...0x9FFF, 0xFF00...0xFFEF: likely += 1
      default: break
      }
    }
    return likely * 10 >= all * 9
  }
}
