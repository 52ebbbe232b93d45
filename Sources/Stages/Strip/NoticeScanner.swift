import Glibc

/// Finds the notices of document sites in a text: in brackets, on lines of their own, and at its end.
struct NoticeScanner: Sendable {
  /// A notice and where it stands.
  struct Found {
    var range: Range<Int>
    var notice: SiteNotice
  }

  private let bracketed: BracketedNotice?
  private let hasLines: Bool

  init(dropsBracketed: Bool, dropsLines: Bool) {
    bracketed = dropsBracketed ? BracketedNotice() : nil
    hasLines = dropsLines
  }

  /// The notices in their order; none overlaps another.
  func scan(_ bytes: [UInt8]) -> [Found] {
    var found: [Found] = []
    var pieces: [Range<Int>] = []
    var start = 0
    while start < bytes.count {
      let end = lineEnd(bytes, start)
      defer { start = end + 1 }
      let line = trimmed(bytes, start..<end)
      let inBrackets = line.isEmpty ? [] : brackets(bytes, start..<end)
      let isPlain = hasLines && !line.isEmpty && inBrackets.isEmpty && line.count <= SiteNotice.maxBytes
      let (notice, isPiece) = isPlain ? SiteNotice.readLine(bytes[line]) : (nil, false)
      let isOwn = (isPiece || notice != nil) && !BracketedNotice.isBracketed(bytes[line])
      if isPiece, isOwn {
        pieces.append(start..<end)
        continue
      }
      if !line.isEmpty { close(&pieces, bytes, &found) }
      if isOwn, let notice {
        found.append(Found(range: start..<end, notice: notice))
      } else if hasLines, let notice = remainder(bytes, start..<end, inBrackets) {
        found.append(Found(range: start..<end, notice: notice))
      } else {
        found += inBrackets
      }
    }
    close(&pieces, bytes, &found)
    if hasLines { readEnd(bytes, &found) }
    return found
  }

  /// Takes lines that are made of a site's words alone: each a notice, or together one that markup has cut.
  private func close(_ pieces: inout [Range<Int>], _ bytes: [UInt8], _ found: inout [Found]) {
    defer { pieces.removeAll(keepingCapacity: true) }
    guard !pieces.isEmpty else { return }
    let whole = pieces.count > Self.mostPieces ? nil : SiteNotice.read(pieces.flatMap { bytes[$0] }[...])
    for piece in pieces {
      if let notice = whole ?? SiteNotice.read(bytes[piece]) { found.append(Found(range: piece, notice: notice)) }
    }
  }

  /// More lines in a row are a menu, or a table of the report.
  private static let mostPieces = 5

  /// The notices in brackets of a line.
  private func brackets(_ bytes: [UInt8], _ line: Range<Int>) -> [Found] {
    guard let bracketed else { return [] }
    var found: [Found] = []
    var at = line.lowerBound
    let first = BracketedNotice.first
    // Two bytes at least stand between brackets.
    let last = line.upperBound - 2
    while true {
      at = bytes.withUnsafeBufferPointer { first.next(in: $0, at..<max(at, last)) }
      guard at < last else { return found }
      if let (length, notice) = bracketed.read(in: bytes, at: at) {
        found.append(Found(range: at..<at + length, notice: notice))
        at += length
      } else {
        at += FirstCharacters.width(bytes[at])
      }
    }
  }

  /// What a line says beside its notices in brackets, if that is a notice as well.
  private func remainder(_ bytes: [UInt8], _ line: Range<Int>, _ inBrackets: [Found]) -> SiteNotice? {
    guard !inBrackets.isEmpty, line.count <= 2 * SiteNotice.maxBytes else { return nil }
    let rest = TextCuts(
      inBrackets.map { $0.range.lowerBound - line.lowerBound..<$0.range.upperBound - line.lowerBound },
      in: Array(bytes[line]))
    return SiteNotice.read(rest.text[...], isStrict: true)
  }

  // MARK: - The end of the text

  /// Finds a notice behind the last sentence, which may have been cut for it.
  private func readEnd(_ bytes: [UInt8], _ found: inout [Found]) {
    var last = trimmed(bytes, 0..<bytes.count)
    // What is taken already ends the text no more.
    for other in found.reversed() where other.range.upperBound >= last.upperBound && !last.isEmpty {
      last = trimmed(bytes, 0..<min(last.upperBound, other.range.lowerBound))
    }
    guard !last.isEmpty else { return }
    let line = (bytes[last].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)..<last.upperBound
    guard found.allSatisfy({ !$0.range.overlaps(line) }), line.count > 0 else { return }
    let tail = max(line.lowerBound, line.upperBound - SiteNotice.maxBytes)..<line.upperBound
    for start in tail.dropFirst(4) where bytes[start] & 0xC0 != 0x80 {
      let suffix = bytes[start..<tail.upperBound]
      guard suffix.count >= 12 else { return }
      let isParted = Self.parts.contains { ends(bytes, start, with: $0) }
      guard isParted || beginsNotice(suffix) && !Self.bridges.contains(where: { ends(bytes, start, with: $0) }),
        let notice = SiteNotice.read(suffix, isStrict: !isParted)
      else { continue }
      let at = found.firstIndex { $0.range.lowerBound > start } ?? found.count
      found.insert(Found(range: start..<tail.upperBound, notice: notice), at: at)
      return
    }
  }

  /// Whether a text begins as only notices do.
  private func beginsNotice(_ suffix: ArraySlice<UInt8>) -> Bool {
    guard let first = suffix.first, first >= 0xE2 || first | 0x20 == UInt8(ascii: "v") else { return false }
    // Only signs may stand for what is spelled otherwise.
    guard first < 0xE3 || first == 0xEF || suffix.withUnsafeBufferPointer({ Self.firstOfStarts.contains($0, 0) }) else {
      return false
    }
    let plain = PlainSpelling.of(suffix.prefix(30))
    return Self.starts.contains { plain.starts(with: $0) }
  }

  /// Whether the bytes before `end` end with a word.
  private func ends(_ bytes: [UInt8], _ end: Int, with word: [UInt8]) -> Bool {
    guard end >= word.count else { return false }
    for i in word.indices where bytes[end - word.count + i] != word[i] { return false }
    return true
  }

  private func lineEnd(_ bytes: [UInt8], _ start: Int) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress, let found = memchr(base + start, 0x0A, bytes.count - start) else {
        return bytes.count
      }
      return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
  }

  private func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var range = range
    while let first = range.first, isBlank(bytes[first]) { range = range.dropFirst() }
    while let last = range.last, isBlank(bytes[last]) { range = range.dropLast() }
    return range
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x09 && byte <= 0x0D }

  /// What parts a notice from the text before it.
  private static let parts = ["。", "！", "？", "；", "…", "...", "  ", "\u{3000}"].map { Array($0.utf8) }
  /// What a notice begins with that nothing parts from the word that was cut for it.
  private static let starts = [
    "剩余", "余下", "其余", "剩下", "试读", "试看", "预览", "免费预览", "免费试读", "您的试读", "当前预览", "还有", "还剩", "未完", "继续阅读", "本文未完", "本文剩余",
    "本文档共", "本文为付费", "展开剩余", "开通vip", "开通会员", "成为会员", "成为vip", "加入vip", "vip会员", "付费后", "付费阅读", "购买后", "点击下载完整", "下载完整",
    "下载全文需",
    "登录后", "请登录", "您还没有登录", "该文档需要", "关注公众号", "扫码关注", "隐藏内容", "此处内容", "以上为部分", "更多内容请", "温馨提示", "试读已结束",
  ].map { Array($0.utf8) }
  private static let firstOfStarts = FirstCharacters(of: starts)
  /// What a sentence of the report has before such a word: 可登录后查看.
  private static let bridges = [
    "可", "请", "需", "能", "会", "要", "将", "应", "并", "，", "、", "众", "户", "民", "人", ".", ")", "）",
  ].map {
    Array($0.utf8)
  }
}
