/// The folder in which a run is written before it is published: nobody reads it, and a failed run removes it.
public final class StagingFolder {
  /// The absolute path.
  public let path: String
  /// Whether there is an earlier run that this one is compared with.
  private let isFollowing: Bool
  private var open: [TableFile] = []
  private(set) var finished: [TableFile.Summary] = []

  init(path: String, isFollowing: Bool) throws {
    self.path = path
    self.isFollowing = isFollowing
    try FileSystem.makeFolder(path)
  }

  /// Creates a file of the run; the name must be new.
  public func create(_ name: String) throws -> TableFile {
    let file = try TableFile(name: name, folder: path, isFollowing: isFollowing)
    open.append(file)
    return file
  }

  /// Says that no file becomes longer; each is read and synced on a thread of its own, all at once.
  func end() throws {
    for file in open { try file.end() }
  }

  /// The open file of a table; nil where there is none.
  func file(of table: Table) -> TableFile? { open.first { $0.name == table.file } }

  /// Makes every file durable and notes what the manifest says of it.
  func finish() throws {
    try end()
    finished += try open.map { try $0.finish() }
    finished.sort { $0.name < $1.name }
    open = []
  }

  func remove() throws { try FileSystem.remove(path) }
}
