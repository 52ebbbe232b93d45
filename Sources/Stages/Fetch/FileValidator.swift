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
    let values: [6 of Int] = [
      Int(status.st_size), mtime.tv_sec, mtime.tv_nsec, ctime.tv_sec, ctime.tv_nsec,
      Int(truncatingIfNeeded: status.st_ino),
    ]
    // At most thirteen digits and a sign each: there are many files, and this is asked of all of them.
    return String(unsafeUninitializedCapacity: 15 * values.count) { target in
      var end = 0
      for place in values.indices {
        if place > 0 {
          target[end] = UInt8(ascii: ".")
          end += 1
        }
        end += write(values[place], to: UnsafeMutableBufferPointer(rebasing: target[end...]))
      }
      return end
    }
  }

  /// Writes a number to base 36, and gives how many characters that took.
  private static func write(_ value: Int, to target: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var rest = value.magnitude
    var count = 0
    repeat {
      let digit = UInt8(truncatingIfNeeded: rest % 36)
      target[count] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit
      rest /= 36
      count += 1
    } while rest > 0
    if value < 0 {
      target[count] = UInt8(ascii: "-")
      count += 1
    }
    var digits = target[..<count]
    digits.reverse()
    return count
  }
}
