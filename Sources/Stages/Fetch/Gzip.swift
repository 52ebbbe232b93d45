import CZlib
import PipelineKit

/// Expands gzip files, also of several members.
enum Gzip {
  private static let blockBytes = 1 << 18

  /// Whether the bytes begin as a gzip file.
  static func isCompressed(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B, 0x08]) }

  /// The expanded bytes; throws ``Failure`` where the file is cut short or damaged, or expands beyond `limit`.
  static func expand(_ bytes: [UInt8], limit: Int) throws -> [UInt8] {
    var stream = z_stream()
    guard tally_inflate_gzip_init(&stream) == Z_OK else { throw Failure(code: "damaged-gzip", "zlib cannot start") }
    defer { inflateEnd(&stream) }
    var out: [UInt8] = []
    var status = Z_OK
    try bytes.withUnsafeBufferPointer { input in
      // zlib only reads through this pointer; its type is from before C had const.
      stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.avail_in = UInt32(input.count)
      while status != Z_STREAM_END || stream.avail_in > 0 {
        if status == Z_STREAM_END {
          guard stream.next_in.pointee == 0x1F else { break }  // what follows the last member is padding
          inflateReset(&stream)
        }
        let before = out.count
        out += [UInt8](unsafeUninitializedCapacity: blockBytes) { buffer, count in
          stream.next_out = buffer.baseAddress
          stream.avail_out = UInt32(blockBytes)
          status = inflate(&stream, Z_NO_FLUSH)
          count = blockBytes - Int(stream.avail_out)
        }
        guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
          throw Failure(code: "damaged-gzip", "the gzip file is damaged after \(out.count) expanded bytes")
        }
        guard out.count <= limit else {
          throw Failure(code: "too-large", "the file expands to more than 'max-bytes' (\(limit))")
        }
        guard status == Z_STREAM_END || out.count > before || stream.avail_in > 0 else {
          throw Failure(code: "truncated-gzip", "the gzip file ends after \(out.count) expanded bytes, before its end")
        }
      }
    }
    return out
  }
}
