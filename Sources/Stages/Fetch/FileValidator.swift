import Glibc

/// What tells whether a file has changed without reading it: size, times and inode.
enum FileValidator {
  /// A file that was written so many seconds ago or less has no validator and is read.
  ///
  /// It may change once more within one tick of the file system's clock, unseen; coarse clocks count in twos.
  static let raceSeconds = 2

  /// The validator of a file; nil where it may yet change unseen.
  ///
  /// The time of the last change of the inode is in it, which no program can set back.
  static func validator(of status: stat) -> String? {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let newest = max(status.st_mtim.tv_sec, status.st_ctim.tv_sec)
    guard newest + raceSeconds < now.tv_sec else { return nil }
    let (mtime, ctime) = (status.st_mtim, status.st_ctim)
    let values = [
      Int(status.st_size), mtime.tv_sec, mtime.tv_nsec, ctime.tv_sec, ctime.tv_nsec,
      Int(truncatingIfNeeded: status.st_ino),
    ]
    return values.map { String($0, radix: 36) }.joined(separator: ".")
  }
}
