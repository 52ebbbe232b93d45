import PipelineKit

/// The stages that come with Tally, in the order of a pipeline.
///
/// A package with stages of its own hands its list on with them: `Tally.main(stages: builtInStages + [Theirs.self])`.
public let builtInStages: [any Stage.Type] = [
  FetchFiles.self,
  FetchWARC.self,
  StripMarkup.self,
  StripPaywall.self,
  SegmentOutline.self,
  ExtractMetadata.self,
  ExtractMetrics.self,
  AuditArithmetic.self,
  Dedupe.self,
  AuditConflicts.self,
  EmitJSONL.self,
]
