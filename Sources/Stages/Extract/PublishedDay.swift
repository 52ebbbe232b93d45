import PipelineKit

extension Document {
  /// The day of publication, as the metadata have it or else the page says.
  var published: String? { metadata.published ?? page?.fields["published"] }
}
