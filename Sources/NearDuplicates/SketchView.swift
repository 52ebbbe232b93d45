/// A sketch where it lies in memory.
struct SketchView {
  /// Where its parts begin.
  enum Offset {
    static let letters = 16
    static let figures = 20
    static let masks = 22
    static let figureSample = 24
    static let nameSample = 25
    static let hasContent = 26
    static let bins = 28
    static let samples = bins + ShingleBins.byteCount
  }

  let base: UnsafeRawPointer

  init(_ base: UnsafeRawPointer) { self.base = base }

  var digest: (UInt64, UInt64) {
    (
      UInt64(littleEndian: base.loadUnaligned(as: UInt64.self)),
      UInt64(littleEndian: base.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    )
  }
  var letters: Int { Int(UInt32(littleEndian: base.loadUnaligned(fromByteOffset: Offset.letters, as: UInt32.self))) }
  /// All figures of the text, masked ones too.
  var figures: Int { Int(UInt16(littleEndian: base.loadUnaligned(fromByteOffset: Offset.figures, as: UInt16.self))) }
  /// All places where something is masked.
  var masks: Int { Int(UInt16(littleEndian: base.loadUnaligned(fromByteOffset: Offset.masks, as: UInt16.self))) }
  var hasContent: Bool { base.load(fromByteOffset: Offset.hasContent, as: UInt8.self) != 0 }
  var bins: UnsafeRawPointer { base + Offset.bins }

  var figureSample: Int { Int(base.load(fromByteOffset: Offset.figureSample, as: UInt8.self)) }
  var nameSample: Int { Int(base.load(fromByteOffset: Offset.nameSample, as: UInt8.self)) }
  var size: Int { Offset.samples + 3 * (figureSample + nameSample) }

  /// Whether so much is blanked out that the text may fit the reports of several bodies.
  ///
  /// A mask or two stand in most reports that name nobody (李某); a tenth of the figures gone makes a masked copy.
  var isMasked: Bool { masks >= 3 && masks * 10 >= figures }

  private var figureKeys: UnsafeRawPointer { base + Offset.samples }
  private var figureValues: UnsafePointer<UInt8> {
    (figureKeys + 2 * figureSample).assumingMemoryBound(to: UInt8.self)
  }
  private var nameKeys: UnsafeRawPointer { figureKeys + 3 * figureSample }
  private var nameValues: UnsafePointer<UInt8> { (nameKeys + 2 * nameSample).assumingMemoryBound(to: UInt8.self) }

  /// The figures and the names that tell one report from another, with their surroundings; common ones are left out.
  func collect(_ figures: inout [UInt32], _ names: inout [UInt32]) {
    figures.removeAll(keepingCapacity: true)
    for at in 0..<figureSample where figureValues[at] & 0x80 == 0 {
      let key = UInt16(littleEndian: figureKeys.loadUnaligned(fromByteOffset: 2 * at, as: UInt16.self))
      figures.append(UInt32(key) << 8 | UInt32(figureValues[at]))
    }
    names.removeAll(keepingCapacity: true)
    for at in 0..<nameSample where nameValues[at] & 0x80 == 0 {
      let key = UInt16(littleEndian: nameKeys.loadUnaligned(fromByteOffset: 2 * at, as: UInt16.self))
      names.append(1 << 31 | UInt32(key) << 8 | UInt32(nameValues[at]))
    }
  }

  func figures(against other: SketchView) -> EvidenceSample.Agreement {
    EvidenceSample.Agreement(
      figureKeys, figureValues, figureSample, other.figureKeys, other.figureValues, other.figureSample)
  }

  func names(against other: SketchView) -> EvidenceSample.Agreement {
    EvidenceSample.Agreement(
      nameKeys, nameValues, nameSample, other.nameKeys, other.nameValues, other.nameSample)
  }
}
