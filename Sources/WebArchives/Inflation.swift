import CZlib

/// A compressed stream that is expanded piece by piece.
final class Inflation {
  /// How the stream is packed.
  enum Format {
    case gzip
    case zlib
    case rawDeflate
  }

  /// What became of a piece.
  enum State: Equatable {
    /// More is expected.
    case underWay
    /// The stream, or this member of it, is complete.
    case ended
    /// The bytes are no such stream.
    case damaged
  }

  /// Room for what one call gives, in bytes.
  static let blockBytes = 1 << 16

  // zlib keeps a pointer to its stream, so that it may not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private(set) var state = State.underWay

  init(_ format: Format) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status =
      switch format {
      case .gzip: tally_inflate_gzip_init(stream)
      case .zlib: tally_inflate_zlib_init(stream)
      case .rawDeflate: tally_inflate_raw_init(stream)
      }
    if status != Z_OK { state = .damaged }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Begins anew, for the next member.
  func reset() { state = inflateReset(stream) == Z_OK ? .underWay : .damaged }

  /// Expands `input` until it is used up, the member ends or `hand` says that it is enough, and gives how many bytes were used.
  func expand(
    _ input: UnsafeBufferPointer<UInt8>, hand: (UnsafeBufferPointer<UInt8>) -> Bool
  ) -> Int {
    // zlib only reads through this pointer; its type is from before C had const.
    stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
    stream.pointee.avail_in = UInt32(input.count)
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.blockBytes) { block in
      while state == .underWay {
        stream.pointee.next_out = block.baseAddress
        stream.pointee.avail_out = UInt32(block.count)
        let status = inflate(stream, Z_NO_FLUSH)
        let made = block.count - Int(stream.pointee.avail_out)
        if status == Z_STREAM_END {
          state = .ended
        } else if status != Z_OK && status != Z_BUF_ERROR {
          state = .damaged
        }
        if made > 0, !hand(UnsafeBufferPointer(rebasing: block[..<made])) { break }
        if made < block.count, stream.pointee.avail_in == 0 { break }
      }
    }
    return input.count - Int(stream.pointee.avail_in)
  }
}
