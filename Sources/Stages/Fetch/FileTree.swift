import Glibc
import PipelineKit

/// Walks a folder in the order of the paths and yields the files that patterns choose.
struct FileTree: Sendable {
  let root: FilePath
  let include: [PathPattern]
  let exclude: [PathPattern]
  let followsLinks: Bool
  /// The stage that reads the folder, for messages.
  let stage: String

  init(
    root: FilePath, include: [PathPattern], exclude: [PathPattern], followsLinks: Bool, stage: String = FetchFiles.name
  ) {
    (self.root, self.include, self.exclude) = (root, include, exclude)
    (self.followsLinks, self.stage) = (followsLinks, stage)
  }

  /// Reads the options that say which files a stage reads.
  init(
    _ options: inout OptionReader, root: Option<FilePath>, include: Option<[String]>, exclude: Option<[String]>,
    followsLinks: Bool, stage: String
  ) throws {
    let patterns = try options.read(include)
    if patterns.isEmpty {
      throw options.mistake("'\(include.name)' is empty, so that nothing would be read", in: include)
    }
    self.init(
      root: try options.read(root), include: patterns.map(PathPattern.init),
      exclude: try options.read(exclude).map(PathPattern.init), followsLinks: followsLinks, stage: stage)
  }

  private struct Identity: Hashable {
    var device: UInt64
    var inode: UInt64
  }

  /// Yields every chosen file.
  ///
  /// A folder below the root that cannot be read is yielded as a reject, so that it counts.
  func walk(_ yield: (Input) throws -> Void) throws {
    guard let status = Self.status(root.absolute), Self.isFolder(status) else {
      throw RunFailure(
        .noInput, "\(stage): root '\(root.written)' is no folder ('\(root.place)'); check 'root'")
    }
    var seen: Set<Identity> = [Self.identity(status)]
    try walk(root.absolute, "", [Self.identity(status)], &seen, yield)
  }

  private func walk(
    _ folder: String, _ prefix: String, _ above: [Identity], _ seen: inout Set<Identity>,
    _ yield: (Input) throws -> Void
  ) throws {
    let entries: FolderEntries
    do { entries = try FolderEntries(of: folder) } catch {
      if prefix.isEmpty {
        throw RunFailure(.inputOutput, "\(stage): root '\(root.written)' cannot be read ('\(root.place)')")
      }
      let failure = Failure(code: "unreadable", "the folder cannot be read", class: .transient)
      return try yield(Input(source: prefix, locator: folder, verdict: .reject(failure)))
    }
    let start = folder + "/"
    try entries.forEach { entry in
      let path = start + entry.name
      let source = prefix + entry.name
      guard let status = entry.status else {
        // Without a link there is a name that no path can say, and no telling whether it is a folder of reports.
        let isLink = Self.isLink(path)
        if isLink, !chooses(source) { return }
        let fault = isLink ? "the link leads nowhere" : "its name leads to nothing; is it UTF-8?"
        let failure = Failure(code: "unreadable", fault, class: .transient)
        return try yield(Input(source: source, locator: path, verdict: .reject(failure)))
      }
      if Self.isFolder(status) {
        if (!followsLinks && Self.isLink(path)) || excludesAll(below: source) { return }
        let identity = Self.identity(status)
        // Links between folders would multiply their files: each folder is read once, under its own path where it has
        // one below the root.
        let isElsewhere = Self.isLink(path) && isBelowRoot(path)
        if !isElsewhere, seen.insert(identity).inserted {
          try walk(path, source + "/", above + [identity], &seen, yield)
        } else {
          let reason = above.contains(identity) ? "directory-loop" : "same-folder"
          try yield(Input(source: source + "/", locator: path, verdict: .drop(reason: reason)))
        }
      } else if chooses(source) {
        let isFile = status.st_mode & S_IFMT == S_IFREG
        let verdict = isFile ? Outcome.keep : .drop(reason: "not-a-file")
        try yield(
          Input(
            source: source, locator: path, bytes: Int(status.st_size), validator: FileValidator.validator(of: status),
            verdict: verdict))
      }
    }
  }

  /// Whether a link leads to the root or into it.
  private func isBelowRoot(_ link: String) -> Bool {
    guard let top = Self.realPath(root.absolute), let target = Self.realPath(link) else { return false }
    return target == top || target.hasPrefix(top + "/")
  }

  private static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Whether a pattern like `old/**` leaves out whatever a folder may hold, so that it need not even be readable.
  private func excludesAll(below folder: String) -> Bool {
    // A path that no file has: what matches it at any depth matches all.
    exclude.contains { $0.matches(folder + "/\u{0}/\u{0}") && $0.matches(folder + "/\u{0}") }
  }

  private func chooses(_ source: String) -> Bool {
    include.contains { $0.matches(source) } && !exclude.contains { $0.matches(source) }
  }

  private static func status(_ path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }

  private static func isFolder(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFDIR }

  private static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  private static func identity(_ status: stat) -> Identity {
    Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
  }
}
