import PipelineKit
import StateStore

extension Pipeline {
  /// Opens the state that the file names; nil where it names none.
  var stateOpener: (@Sendable () throws -> any RunState)? {
    guard let folder = state?.absolute else { return nil }
    return { [name] in try StateStore(folder: folder, name: name) }
  }
}
