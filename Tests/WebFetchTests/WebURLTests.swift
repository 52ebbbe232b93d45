import Testing
import WebArchives

@testable import WebFetch

struct WebURLTests {
  @Test(arguments: [
    ("HTTP://Example.ORG", "http://example.org/"), ("https://example.org:443/a", "https://example.org/a"),
    ("http://example.org:8080/a", "http://example.org:8080/a"), ("http://example.org./a", "http://example.org/a"),
    ("  http://example.org/a\n/b  ", "http://example.org/a/b"), ("http:\\\\example.org\\a", "http://example.org/a"),
    ("http://example.org/a/./b/../c/", "http://example.org/a/c/"),
    ("http://example.org/../../a", "http://example.org/a"),
    ("http://example.org/a/..", "http://example.org/"), ("http://example.org/a//b", "http://example.org/a//b"),
    ("http://example.org/%7euser/%e5%8f%b8", "http://example.org/~user/%E5%8F%B8"),
    ("http://example.org/司法?页=1", "http://example.org/%E5%8F%B8%E6%B3%95?%E9%A1%B5=1"),
    ("http://example.org/100%", "http://example.org/100%25"), ("http://example.org/a b", "http://example.org/a%20b"),
    ("http://example.org/a#part", "http://example.org/a"), ("http://example.org?x=1#y", "http://example.org/?x=1"),
    ("http://example.org/a?", "http://example.org/a?"),
    ("http://example.org/a?b=c?d/../e", "http://example.org/a?b=c?d/../e"),
    ("http://例子.测试/a", "http://xn--fsqu00a.xn--0zwm56d/a"), ("http://bücher.example/", "http://xn--bcher-kva.example/"),
    ("http://政务。example/", "http://xn--zfr164b.example/"),
    ("http://[2001:DB8::1]:8080/a", "http://[2001:db8::1]:8080/a"),
    ("http://0x7f.1/", "http://127.0.0.1/"), ("http://2130706433/", "http://127.0.0.1/"),
    ("http://0177.0.0.1/", "http://127.0.0.1/"), ("http://example.org:/", "http://example.org/"),
  ])
  func `one page has one spelling`(text: String, normal: String) throws {
    let url = try WebURL(text)
    #expect(url.description == normal)
    #expect(try WebURL(normal) == url)
  }

  @Test(arguments: [
    ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"),
    ("//g", "http://g/"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q"),
    ("", "http://a/b/c/d;p?q"), (";x", "http://a/b/c/;x"), (".", "http://a/b/c/"), ("..", "http://a/b/"),
    ("../g", "http://a/b/g"), ("../../../g", "http://a/g"), ("g;x=1/../y", "http://a/b/c/y"),
    ("https:g/../h:8", nil), ("HTTPS://h/x", "https://h/x"), ("g:8080", nil), ("./g:8080", "http://a/b/c/g:8080"),
  ])
  func `references are resolved as RFC 3986 says`(reference: String, expected: String?) throws {
    let base = try WebURL("http://a/b/c/d;p?q")
    #expect((try? WebURL(reference, relativeTo: base))?.description == expected)
  }

  @Test(arguments: [
    "example.org/a", "/a", "", "ftp://example.org/", "file:///etc/passwd", "javascript:void(0)", "mailto:a@b.example",
    "data:text/html,x", "http:///a", "http://", "http://user@example.org/", "http://u:p@example.org/",
    "http://example.org@127.0.0.1/", "http://example.org:0/", "http://example.org:65536/", "http://example.org:x/",
    "http://exa mple.org/", "http://exa%6Dple.org/", "http://a..b/", "http://[::1/", "http://[1.2.3.4]/",
    "http://1.2.3.256/", "http://\(String(repeating: "a", count: 64)).example/",
    "http://a/\u{0}\(String(repeating: "x", count: 9000))",
    "gopher://example.org/", "http:/example.org/",
  ])
  func `what is no page's address is refused`(text: String) {
    let failure = #expect(throws: FetchFailure.self) { try WebURL(text) }
    #expect(failure?.code == "bad-url")
  }

  @Test func `knows what a request needs`() throws {
    let url = try WebURL("https://example.org:8443/a/b?c")
    #expect(url.origin == "https://example.org:8443")
    #expect(url.pathAndQuery == "/a/b?c")
    #expect(try WebURL("http://[::1]/").authority == "[::1]")
    #expect(try WebURL("http://[::1]/").host == "::1")
  }
}
