import PipelineTesting
import Testing

@testable import Stages

struct MediaTypeTests {
  @Test(arguments: ["a.html", "a.htm", "a.shtml", "a.xhtml", "A.HTML", "省/a.html.gz", "a.Htm.GZ"])
  func `a page by its name`(path: String) {
    #expect(MediaType(path: path, bytes: Array("正文".utf8)) == .html)
  }

  @Test(
    arguments: [
      "<!DOCTYPE html><p>正文", "<!doctype HTML>", "<html lang=zh>", "<HEAD>", "<body>", "\r\n\t <html>",
      "<?xml version='1.0'?>\n<!-- 注 -->\n<html>", "<!-- 模板 -->\n<meta charset=utf-8>", "<text id=1>\n<HTML>",
      "<title>题",
    ])
  func `a page under another name, by how it begins`(text: String) {
    #expect(MediaType(path: "report.txt", bytes: Array(text.utf8)) == .html)
    #expect(MediaType(path: "report", bytes: EncodedTexts.utf16(text)) == .html)
  }

  @Test func `a byte order mark is not part of the beginning`() {
    #expect(MediaType(path: "report.txt", bytes: Array("\u{FEFF}<html>".utf8)) == .html)
    #expect(MediaType(path: "report.txt", bytes: Array("\u{FEFF}！<html>".utf8)) == .plain)
  }

  @Test(arguments: [
    "正文", "", "关于<html>标签", "<p>一段", "< html>", "htmlx", "正文<html>", "<p>一段</p><p>二段", "<htmlx>", "<标题><html>",
    "<3 <html>", "<",
    "<p>" + String(repeating: "一", count: 2000) + "<html>",
  ])
  func `otherwise plain text`(text: String) {
    #expect(MediaType(path: "report.txt", bytes: Array(text.utf8)) == .plain)
    #expect(MediaType(path: "html", bytes: Array(text.utf8)) == .plain)
  }
}
