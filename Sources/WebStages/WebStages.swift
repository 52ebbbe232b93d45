import PipelineKit

/// The stages that go to the network, apart from `builtInStages`: who does not use them builds no network library.
///
/// A package that wants them hands them on with the others: `Tally.main(stages: builtInStages + webStages)`.
public let webStages: [any Stage.Type] = [FetchPages.self]
