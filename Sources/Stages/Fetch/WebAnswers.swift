import PipelineKit
import WebArchives

extension Failure {
  /// A page's failure as a document's.
  package init(_ failure: FetchFailure) {
    self.init(code: failure.code, failure.message, class: failure.isTransient ? .transient : .permanent)
  }
}

extension FileDecoder {
  /// The document of an answer's body; its header says what it is, and in which charset it may be.
  package func document(of body: [UInt8], source: String, head: HTTPHead) throws -> Document {
    let revision = Digest.sha256(body)
    let type: MediaType? =
      switch head.kind {
      case .html: .html
      // Many servers send pages that they do not know as plain text; the first bytes tell.
      case .plain: MediaType(path: "", bytes: body)
      case .unknown, .other: nil
      }
    do {
      return try document(of: body, source: source, revision: revision, mediaType: type, transport: head.charset)
    } catch var failure as Failure {
      failure.revision = revision
      throw failure
    }
  }
}
