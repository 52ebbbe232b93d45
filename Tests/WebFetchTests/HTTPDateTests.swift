import Testing

@testable import WebFetch

struct HTTPDateTests {
  @Test(arguments: [
    ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
    ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Thu, 29 Feb 2024 12:00:00 GMT", 1_709_208_000),
    ("Wed, 31 Dec 2025 23:59:59 GMT", 1_767_225_599), ("soon", nil), ("06 Nov 1994 08:49:37 GMT", nil),
    ("Sun, 06 Nov 1994 08:49:37 CET", nil), ("Sun, 06 Nov 1994 25:49:37 GMT", nil), ("", nil),
  ])
  func `reads the times of HTTP`(text: String, seconds: Int?) {
    #expect(HTTPDate.seconds(text) == seconds)
  }

  @Test(arguments: [
    ("120", 120.0), (" 0 ", 0), ("Sun, 06 Nov 1994 08:49:37 GMT", 37), ("Sun, 06 Nov 1994 08:48:37 GMT", 0),
    ("-5", nil),
    ("later", nil), ("1.5", nil),
  ])
  func `a server may say how long or until when`(field: String, seconds: Double?) {
    #expect(Backoff.seconds(retryAfter: field, now: 784_111_740) == seconds)
  }

  @Test func `waits longer each time, never too long, and the same in every run`() throws {
    let backoff = Backoff(first: 1, longest: 20)
    let (a, b) = (try WebURL("http://example.org/a"), try WebURL("http://example.org/b"))
    let waits = (1...8).map { backoff.seconds(after: $0, of: a, retryAfter: nil) }
    #expect(zip(waits, [1.0, 2, 4, 8, 16]).allSatisfy { $0 >= min($1, 20) && $0 <= min(1.5 * $1, 20) })
    #expect(waits.suffix(3).allSatisfy { $0 == 20 })
    #expect(waits == (1...8).map { backoff.seconds(after: $0, of: a, retryAfter: nil) })
    #expect(waits[0] != backoff.seconds(after: 1, of: b, retryAfter: nil))
    #expect(backoff.seconds(after: 1, of: a, retryAfter: 7) == 7)
    #expect(backoff.seconds(after: 1, of: a, retryAfter: 700) == 20)
  }
}
