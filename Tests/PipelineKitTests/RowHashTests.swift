import Testing

@testable import PipelineKit

struct RowHashTests {
  @Test(arguments: 0..<200)
  func `what is copied has the hash of what it was copied from`(_ count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7 + 1) }
    var copy = [UInt8](repeating: 0, count: count + 1)
    let hash = bytes.withUnsafeBytes { bytes in
      copy.withUnsafeMutableBytes { RowHash.short(bytes, copiedTo: $0.baseAddress!) }
    }
    #expect(hash == bytes.withUnsafeBytes { RowHash.short($0) })
    // Nothing is written behind it.
    #expect(copy == bytes + [0])
  }

  @Test(arguments: [1, 8, 31, 32, 63, 64, 100, 200])
  func `a byte that differs is seen wherever it stands`(_ count: Int) {
    var bytes = [UInt8](repeating: 7, count: count)
    let hash = bytes.withUnsafeBytes { RowHash.short($0) }
    for place in bytes.indices {
      bytes[place] ^= 1
      #expect(bytes.withUnsafeBytes { RowHash.short($0) } != hash)
      bytes[place] ^= 1
    }
  }
}
