/// Turns the bytes of a page or a text file into text.
///
/// What a page claims of its charset is often wrong, so a claim counts only where the bytes bear it out.
public enum CharsetDecoder {
  /// Decodes bytes by their byte order mark, what the transport says, what the document declares, and the bytes themselves.
  ///
  /// - Parameters:
  ///   - bytes: A whole file; a byte order mark is not part of the text.
  ///   - transport: The charset label that came with the bytes, as in an HTTP header.
  ///   - looksLikeMarkup: Whether to look for a declaration in the first 4 kB.
  ///   - tolerance: How many malformed bytes in a thousand become U+FFFD rather than a failure; 2 suits pages, whose few bad
  ///     bytes come from templates, and 0 text files, where they tell that a file is cut or none. Bytes that begin with a byte
  ///     order mark are never repaired.
  /// - Throws: The charset tried first and the first byte that is no text in it, where the bytes are text in no charset.
  public static func decode(
    _ bytes: [UInt8], transport: String? = nil, looksLikeMarkup: Bool, tolerance: Int = 0
  ) throws(DecodingFailure) -> DecodedText {
    let outcome = bytes.withUnsafeBufferPointer { all -> Result<DecodedText, DecodingFailure> in
      do throws(DecodingFailure) {
        return .success(try decode(all, transport: transport, looksLikeMarkup: looksLikeMarkup, tolerance: tolerance))
      } catch {
        return .failure(error)
      }
    }
    return try outcome.get()
  }

  private static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, transport: String?, looksLikeMarkup: Bool, tolerance: Int
  ) throws(DecodingFailure) -> DecodedText {
    if let (charset, mark) = byteOrderMark(bytes) {
      return try marked(UnsafeBufferPointer(rebasing: bytes[mark...]), charset, mark)
    }
    let controls = ByteScan.controls(bytes)
    if controls.nulls != (0, 0), let text = unmarkedUTF16(bytes, controls) { return text }
    if let first = controls.first, controls.areBinary(of: bytes.count) {
      throw DecodingFailure(charset: Charset.utf8.rawValue, offset: first)
    }
    let claims = claims(bytes, transport: transport, looksLikeMarkup: looksLikeMarkup)
    let scan = ByteScan.utf8(bytes)
    if scan.firstBad == nil {
      // GBK text can pass for UTF-8 by chance only where it is short, and then never as Chinese.
      let doubted = scan.wide == 0 && scan.narrow > 0
      if doubted, let claim = claims.first(where: { $0.charset == .gb18030 || $0.charset == .big5 }),
        let text = try? Transcoder.text(bytes, from: claim.charset)
      {
        return DecodedText(text: text, charset: claim.charset.rawValue, evidence: claim.evidence)
      }
      let evidence = claims.first { $0.charset == .utf8 }?.evidence ?? .content
      return DecodedText(
        text: String(decoding: bytes, as: UTF8.self), charset: Charset.utf8.rawValue, evidence: evidence)
    }
    do throws(DecodingFailure) {
      return try multibyte(bytes, claims, utf8Offset: scan.firstBad ?? 0)
    } catch {
      guard tolerance > 0, let text = repaired(bytes, claims, upTo: bytes.count * tolerance / 1000) else { throw error }
      return text
    }
  }

  /// The text in the charset that the fewest bytes are malformed in, if these are few enough.
  private static func repaired(_ bytes: UnsafeBufferPointer<UInt8>, _ claims: [Claim], upTo most: Int) -> DecodedText? {
    var best: DecodedText?
    for charset in [Charset.utf8, .gb18030, .big5] {
      guard let (text, replaced) = Transcoder.repaired(bytes, from: charset, upTo: best.map { $0.replaced - 1 } ?? most)
      else { continue }
      let evidence = claims.first { $0.charset == charset }?.evidence ?? .content
      best = DecodedText(text: text, charset: charset.rawValue, evidence: evidence, replaced: replaced)
    }
    return best
  }

  // MARK: - Byte order marks

  private static func byteOrderMark(_ bytes: UnsafeBufferPointer<UInt8>) -> (Charset, Int)? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LE, 2) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BE, 2) }
    if bytes.starts(with: [0x84, 0x31, 0x95, 0x33]) { return (.gb18030, 4) }
    return nil
  }

  private static func marked(
    _ bytes: UnsafeBufferPointer<UInt8>, _ charset: Charset, _ mark: Int
  ) throws(DecodingFailure) -> DecodedText {
    do throws(DecodingFailure) {
      if charset == .utf8, let bad = ByteScan.utf8(bytes).firstBad {
        throw DecodingFailure(charset: charset.rawValue, offset: bad)
      }
      if charset == .utf8 || charset == .gb18030 {
        let controls = ByteScan.controls(bytes)
        if let first = controls.first, controls.areBinary(of: bytes.count) {
          throw DecodingFailure(charset: charset.rawValue, offset: first)
        }
      }
      let text = try Transcoder.text(bytes, from: charset)
      if charset == .utf16LE || charset == .utf16BE, let offset = firstControl(of: text) {
        throw DecodingFailure(charset: charset.rawValue, offset: offset)
      }
      return DecodedText(text: text, charset: charset.rawValue, evidence: .byteOrderMark)
    } catch {
      throw DecodingFailure(charset: error.charset, offset: error.offset + mark)
    }
  }

  // MARK: - UTF-16 without a mark

  /// Text whose NULs are the high bytes of ASCII characters: all at even offsets, or all at odd ones.
  private static func unmarkedUTF16(_ bytes: UnsafeBufferPointer<UInt8>, _ controls: ByteScan.Controls) -> DecodedText?
  {
    let (even, odd) = controls.nulls
    guard bytes.count & 1 == 0, max(even, odd) >= 20 * min(even, odd) else { return nil }
    let charset: Charset = odd > even ? .utf16LE : .utf16BE
    guard let text = try? Transcoder.text(bytes, from: charset), firstControl(of: text) == nil, isPlausible(text) else {
      return nil
    }
    return DecodedText(text: text, charset: charset.rawValue, evidence: .content)
  }

  /// The offset in UTF-16 bytes of the first control character that makes text binary; nil where there are none or few.
  private static func firstControl(of text: String) -> Int? {
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
  private static func isPlausible(_ text: String) -> Bool {
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

  // MARK: - Two-byte charsets

  private typealias Claim = (charset: Charset, evidence: DecodedText.Evidence)

  private static func claims(
    _ bytes: UnsafeBufferPointer<UInt8>, transport: String?, looksLikeMarkup: Bool
  ) -> [Claim] {
    var found: [Claim] = []
    if let transport, let charset = Charset(label: transport.utf8) { found.append((charset, .transport)) }
    if looksLikeMarkup, let label = CharsetDeclaration.label(in: bytes), let charset = Charset(label: label) {
      found.append((charset, .declaration))
    }
    return found
  }

  /// Reads bytes that are not UTF-8 in the charset that they make sense in.
  private static func multibyte(
    _ bytes: UnsafeBufferPointer<UInt8>, _ claims: [Claim], utf8Offset: Int
  ) throws(DecodingFailure) -> DecodedText {
    var charsets: [Claim] = claims.filter { $0.charset == .gb18030 || $0.charset == .big5 }
    let (gb18030, big5) = ByteScan.commonCharacters(bytes)
    let likelier: Charset = big5 > gb18030 ? .big5 : .gb18030
    let other: Charset = likelier == .big5 ? .gb18030 : .big5
    let clear = max(gb18030, big5) > 3 * min(gb18030, big5) + 3
    // A claim counts unless the bytes speak clearly against it.
    if clear { charsets.removeAll { $0.charset != likelier } }
    for charset in [likelier, other] where !charsets.contains(where: { $0.charset == charset }) {
      charsets.append((charset, .content))
    }
    var failure: DecodingFailure?
    for (charset, evidence) in charsets {
      do throws(DecodingFailure) {
        let text = try Transcoder.text(bytes, from: charset)
        return DecodedText(text: text, charset: charset.rawValue, evidence: evidence)
      } catch {
        failure = failure ?? error
      }
    }
    // The charset that came furthest is the one that the file was meant to be in.
    if let failure, failure.offset > utf8Offset { throw failure }
    throw DecodingFailure(charset: Charset.utf8.rawValue, offset: utf8Offset)
  }
}
