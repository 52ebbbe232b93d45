import PipelineTesting
import Testing

@testable import Stages

struct PathPatternTests {
  @Test(
    arguments: [
      ("*.txt", "报告.txt"), ("a*c.txt", "abbc.txt"), ("*", "x"), ("2025/*.txt", "2025/a.txt"),
      ("*-*-*.txt", "a-b-c-d.txt"),
      ("**/*.txt", "a.txt"), ("**/*.txt", "省/市/县/a.txt"), ("a/**/b.txt", "a/b.txt"), ("a/**/b.txt", "a/x/y/b.txt"),
      ("**/2025/**/*.txt", "省/2025/县/a.txt"), ("old/**", "old/a.txt"), ("old/**", "old/x/a.txt"), ("**", "x/y.txt"),
      ("a?.txt", "ab.txt"), ("第?季度.txt", "第三季度.txt"), ("a[bc].txt", "ac.txt"), ("a[0-9].txt", "a7.txt"),
      ("[一二三四]季度.txt", "四季度.txt"), ("[!ab].txt", "c.txt"), ("[^ab].txt", "c.txt"), ("[]a].txt", "].txt"),
      ("a[b-].txt", "a-.txt"), ("a[b.txt", "a[b.txt"),
      ("*.{html,htm}", "a.htm"), ("{a,b}/{c,d}.txt", "b/c.txt"), ("a{,-1}.txt", "a.txt"), ("a{b.txt", "a{b.txt"),
      ("**/*.{html,txt}.gz", "x/a.txt.gz"), ("**/*", "x/a"), ("**/*总结", "省/年终总结"), ("**/*x/*.txt", "b/ax/c.txt"),
    ])
  func `matches`(pattern: String, path: String) {
    #expect(PathPattern(pattern).matches(path))
  }

  @Test(
    arguments: [
      ("*.txt", "a.html"), ("*.txt", "x/a.txt"), ("*", "x/y"), ("a?.txt", "a.txt"), ("a?b", "a/b"), ("a[/]b", "a/b"),
      ("[!a]", "/"), ("第?季度.txt", "第三四季度.txt"), ("[一二]季度.txt", "三季度.txt"), ("a[0-9].txt", "ax.txt"),
      ("a/**/b.txt", "a/xb.txt"), ("old/**", "older/a.txt"), ("**/old/*.txt", "old/x/a.txt"), ("*.txt", "A.TXT"),
      ("*.{html,htm}", "a.xhtm.l"), ("", "a"), ("a", ""), ("a.txt", "aa.txt"), ("a.txt", "a.txtt"),
      ("**/*.txt", "a.txt/b"), ("**/*.txt", "txt"), ("**/*x/b.txt", "x/b/b.txt"), ("**/*[ab]", "x/c"),
    ])
  func `leaves alone`(pattern: String, path: String) {
    #expect(!PathPattern(pattern).matches(path))
  }

  @Test(arguments: 0..<UInt64(200))
  func `a path is its own pattern, and any text is a pattern`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let path = generator.text(of: ["a", "报", "/", ".", "-"], count: 8)
    #expect(PathPattern(path).matches(path))
    let odd = generator.text(of: ["*", "?", "[", "]", "{", "}", ",", "-", "!", "/", "**/", "a", "报"], count: 10)
    _ = PathPattern(odd).matches(path)
  }

  @Test func `many stars take no time`() {
    let path = String(repeating: "a", count: 200)
    #expect(!PathPattern(String(repeating: "*a", count: 40) + "b").matches(path))
  }
}
