import Markup
import PipelineKit

/// Turns the bytes of a file into a document: expands, tells what they are, and decodes.
package struct FileDecoder: Sendable {
  /// How many malformed bytes in a thousand a page may hold: its template's, or characters that were cut in two.
  private static let badBytesOfPage = 2

  /// The most that a file may hold, before and after decompression.
  package let maxBytes: Int
  /// How many malformed bytes in a thousand are replaced; nil is a few in pages and none in text.
  let badBytes: Int?

  package init(maxBytes: Int, badBytes: Int?) { (self.maxBytes, self.badBytes) = (maxBytes, badBytes) }

  /// The document of a file; throws ``Failure`` where it holds no text.
  ///
  /// `mediaType` is what the file is, where that is known; otherwise its name and its bytes tell. `transport` is the charset
  /// that came with the bytes.
  package func document(
    of file: [UInt8], source: String, revision: String, mediaType: MediaType? = nil, transport: String? = nil
  ) throws -> Document {
    let bytes = Gzip.isCompressed(file) ? try Gzip.expand(file, limit: maxBytes) : file
    guard !bytes.isEmpty else { throw Failure(code: "empty", "the file is empty") }
    let type = mediaType ?? MediaType(path: source, bytes: bytes)
    let tolerance = badBytes ?? (type == .html ? Self.badBytesOfPage : 0)
    do {
      let decoded = try CharsetDecoder.decode(
        bytes, transport: transport, looksLikeMarkup: type == .html, tolerance: tolerance)
      return Document(
        source: source, revision: revision, mediaType: type.rawValue, charset: decoded.charset,
        charsetEvidence: decoded.evidence.rawValue, replacedBytes: decoded.replaced, text: decoded.text)
    } catch {
      throw Failure(code: "undecodable", "\(error); is it a text file?")
    }
  }
}
