import WebArchives

/// The times of HTTP header fields: `Sun, 06 Nov 1994 08:49:37 GMT`, and RFC 850's older form.
enum HTTPDate {
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// Seconds since 1970; nil where the text is no such time.
  static func seconds(_ text: String) -> Int? {
    let parts = text.lowercased().split { $0 == " " || $0 == "," || $0 == "-" || $0 == ":" }.map(String.init)
    guard parts.count == 8, parts[7] == "gmt", let day = Int(parts[1]), (1...31).contains(day),
      let month = months.firstIndex(of: parts[2]), var year = Int(parts[3]), (0...9999).contains(year),
      let hour = Int(parts[4]), (0...23).contains(hour), let minute = Int(parts[5]), (0...59).contains(minute),
      let second = Int(parts[6]), (0...60).contains(second)
    else { return nil }
    if parts[3].count == 2 { year += year < 70 ? 2000 : 1900 }
    return days(year, month + 1, day) * 86400 + hour * 3600 + minute * 60 + second
  }

  /// Days from 1970 to a day of the Gregorian calendar.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    // Years that begin in March have their leap day at the end.
    let year = month <= 2 ? year - 1 : year
    let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return 365 * year + year / 4 - year / 100 + year / 400 + ofYear - 719468
  }
}

/// How long to leave a server alone before the next try.
struct Backoff: Sendable {
  /// Seconds before the second try; doubled for each one after it.
  var first: Double
  /// The longest wait, seconds, also where the server asks for more.
  var longest: Double

  /// Seconds before the try that follows the `attempt`th (from 1).
  ///
  /// What the server asks for counts where it is longer. The rest is spread by up to a half, by the URL, so that many pages that
  /// failed together do not come again together, and a run does the same each time.
  func seconds(after attempt: Int, of url: WebURL, retryAfter: Double?) -> Double {
    var doubled = first
    for _ in 1..<max(attempt, 1) where doubled < longest { doubled *= 2 }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in "\(attempt) \(url)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let spread = 1 + Double(hash >> 40) / Double(1 << 24) / 2
    return min(longest, max(doubled * spread, retryAfter ?? 0))
  }

  /// Seconds that a `Retry-After` field asks for, as a number or a time; nil where it says neither.
  static func seconds(retryAfter field: String, now: Int) -> Double? {
    let text = field.trimmed
    if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return Double(text) }
    return HTTPDate.seconds(text).map { Double(max(0, $0 - now)) }
  }
}
