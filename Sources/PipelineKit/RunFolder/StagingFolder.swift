/// The folder in which a run is written before it is published: nobody reads it, and a failed run removes it.
public final class StagingFolder {
  /// The absolute path.
  public let path: String
  private let buffers = BlockBuffers()
  private var open: [TableFile] = []
  private(set) var finished: [TableFile.Summary] = []

  init(path: String) throws {
    self.path = path
    try FileSystem.makeFolder(path)
  }

  /// Creates a file of the run; the name must be new.
  public func create(_ name: String) throws -> TableFile {
    let file = try TableFile(name: name, folder: path, buffers: buffers)
    open.append(file)
    return file
  }

  /// Says of every file that nothing more comes, and does not wait for it.
  func end() throws { for file in open { try file.end() } }

  /// Makes every file durable and notes what the manifest says of it.
  func finish() throws {
    // Each has a thread of its own, so that all are synced at once.
    try end()
    finished += try open.map { try $0.finish() }
    finished.sort { $0.name < $1.name }
    open = []
  }

  func remove() throws { try FileSystem.remove(path) }
}
