/// The provinces, prefectures and counties of China, and the labels that their sites have under gov.cn.
///
/// Places are numbered in the order of the table; a parent comes before what lies in it. Names are compared as UTF-8.
struct Gazetteer: Sendable {
  static let shared = Gazetteer()

  /// How far down a place stands.
  enum Level: Sendable {
    /// A province, an autonomous region or a municipality.
    case province
    case prefecture
    /// A county, a district or a city of that rank.
    case county
  }

  /// A place of the table.
  struct Place: Sendable {
    /// The bytes of the name in the table.
    fileprivate(set) var name: Range<Int>
    /// How many of them stay without the kind and the peoples: 芷江 of 芷江侗族自治县.
    fileprivate(set) var stemLength: Int
    /// The place around it; nil of a province.
    fileprivate(set) var parent: Int?
    fileprivate(set) var level: Level
    /// Whether the name was given up since 2010.
    fileprivate(set) var isFormer: Bool
  }

  private(set) var places: [Place] = []
  /// The labels of sites with their places.
  private var labels: [(word: Range<Int>, place: Int)] = []
  /// The place whose names begin with the same two characters, one by one; -1 ends them.
  private var next: [Int32] = []
  /// The first such place by a hash of the two characters; -1 where there is none.
  private var heads = [Int32](repeating: -1, count: Gazetteer.headCount)

  /// A bit for the first two characters of each name, by a hash: most of a text is told by it to begin none.
  private var pairs = [UInt64](repeating: 0, count: 1 << 11)

  private static let headCount = 1 << 13
  /// Two Chinese characters, by which names are found.
  private static let keyLength = 6

  private static var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: table.utf8Start, count: table.utf8CodeUnitCount)
  }

  private init() {
    places.reserveCapacity(4000)
    next.reserveCapacity(4000)
    let bytes = Self.bytes
    var row = Row()
    var start = 0
    var at = 0
    while at <= bytes.count {
      let byte = at < bytes.count ? bytes[at] : 0x0A
      if byte != 0x20, byte != 0x0A {
        at += 1
        continue
      }
      if start == at {
        row.isIndented = true
      } else {
        read(start..<at, bytes, &row)
      }
      if byte == 0x0A { row = Row(province: row.province) }
      at += 1
      start = at
    }
  }

  /// Where the reading of a line of the table stands.
  private struct Row {
    var province: Int?
    var place: Int?
    var isIndented = false
    var isFormer = false
  }

  private mutating func read(_ word: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>, _ row: inout Row) {
    switch bytes[word.lowerBound] {
    case 0x7C: row.isFormer = true  // |
    case 0x2B: row.isFormer = false  // +
    case ..<0x80: if let place = row.place { labels.append((word, place)) }
    default:
      let level: Level = row.place != nil ? .county : row.isIndented ? .prefecture : .province
      let parent = row.place ?? (row.isIndented ? row.province : nil)
      let stem = PlaceName.stemLength(UnsafeBufferPointer(rebasing: bytes[word]))
      add(Place(name: word, stemLength: stem, parent: parent, level: level, isFormer: row.isFormer), bytes)
      guard row.place == nil else { return }
      row.place = places.count - 1
      if !row.isIndented { row.province = row.place }
    }
  }

  private mutating func add(_ place: Place, _ bytes: UnsafeBufferPointer<UInt8>) {
    let head = Self.hash(bytes, place.name.lowerBound)
    let pair = Self.pair(bytes, place.name.lowerBound)
    pairs[pair >> 6] |= 1 << UInt64(pair & 63)
    next.append(heads[head])
    heads[head] = Int32(places.count)
    places.append(place)
  }

  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
    var value: UInt64 = 0
    for offset in 0..<keyLength { value = value << 8 | UInt64(bytes[at + offset]) }
    return Int(truncatingIfNeeded: (value &* 0x9E37_79B9_7F4A_7C15) >> 51)
  }

  /// The last byte of the first character and the second one are enough to tell pairs apart.
  @inline(__always)
  private static func pair(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
    Int((UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: at + 2, as: UInt32.self) &* 0x9E37_79B1) >> 15)
  }

  /// The next byte where a name may begin, each character taken for itself; the end of the text where there is none.
  func nextBeginning(from start: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
    let bytes = UnsafeRawBufferPointer(text)
    return pairs.withUnsafeBufferPointer { pairs in
      var at = start
      while at + Self.keyLength <= bytes.count {
        // Every name begins with a Chinese character, which has three bytes.
        let head = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self))
        guard head & 0xC0_C0F0 == 0x80_80E0 else {
          at += 1
          continue
        }
        let pair = Self.pair(text, at)
        if pairs[pair >> 6] >> UInt64(pair & 63) & 1 == 1 { return at }
        at += 3
      }
      return bytes.count
    }
  }

  // MARK: - Names

  func name(_ place: Int) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: Self.bytes[places[place].name]), as: UTF8.self)
  }

  /// The places around a place, from the province down.
  func parents(_ place: Int) -> [Int] {
    var parents: [Int] = []
    var parent = places[place].parent
    while let known = parent {
      parents.insert(known, at: 0)
      parent = places[known].parent
    }
    return parents
  }

  func province(_ place: Int) -> Int { parents(place).first ?? place }

  /// The places of a name: those that bear it, or else those that it is short for (芷江县, 湘西州, 衡阳).
  func places(named name: some StringProtocol) -> [Int] {
    var name = Array(name.utf8)
    return name.withUnsafeMutableBufferPointer { buffer in
      let name = UnsafeBufferPointer(buffer)
      guard name.count >= Self.keyLength else { return [] }
      var exact: [Int] = [], short: [Int] = []
      var at = heads[Self.hash(name, 0)]
      while at >= 0 {
        let place = places[Int(at)]
        if place.name.count == name.count, matches(place.name, name, 0) {
          exact.append(Int(at))
        } else if isShort(name, for: place) {
          short.append(Int(at))
        }
        at = next[Int(at)]
      }
      if exact.isEmpty {
        // Without its kind, a name is that of the larger place.
        let larger = short.filter { places[$0].level != .county && places[$0].stemLength == name.count }
        return (larger.isEmpty ? short : larger).reversed()
      }
      return exact.reversed()
    }
  }

  private func isShort(_ name: UnsafeBufferPointer<UInt8>, for place: Place) -> Bool {
    let stem = place.name.lowerBound..<place.name.lowerBound + place.stemLength
    guard place.stemLength >= Self.keyLength, name.count >= stem.count, matches(stem, name, 0) else { return false }
    let tail = name[stem.count...], kind = Self.bytes[(place.name.upperBound - 3)..<place.name.upperBound]
    return tail.isEmpty || tail.elementsEqual(kind)
      || tail.count == 9 && tail.prefix(6).elementsEqual("自治".utf8) && tail.suffix(3).elementsEqual(kind)
  }

  private func matches(_ range: Range<Int>, _ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    guard at + range.count <= text.count else { return false }
    let bytes = Self.bytes
    for offset in 0..<range.count where bytes[range.lowerBound + offset] != text[at + offset] { return false }
    return true
  }

  /// The place with the longest full name that begins at the byte; of several that share the name, the first.
  func place(at index: Int, in text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard index + Self.keyLength <= text.count else { return nil }
    var found: Int?
    var longest = 0
    var at = heads[Self.hash(text, index)]
    while at >= 0 {
      let name = places[Int(at)].name
      if name.count >= longest, matches(name, text, index) {
        longest = name.count
        found = Int(at)
      }
      at = next[Int(at)]
    }
    return found
  }

  /// The provinces and prefectures whose short name begins at the byte, the longest first: 湖南, 怀化.
  func shortPlaces(at index: Int, in text: UnsafeBufferPointer<UInt8>) -> [Int] {
    guard index + Self.keyLength <= text.count else { return [] }
    var found: [Int] = []
    var at = heads[Self.hash(text, index)]
    while at >= 0 {
      let place = places[Int(at)]
      let stem = place.name.lowerBound..<place.name.lowerBound + place.stemLength
      if place.level != .county, place.stemLength >= Self.keyLength, matches(stem, text, index) {
        found.append(Int(at))
      }
      at = next[Int(at)]
    }
    return found.sorted { (places[$1].stemLength, $0) < (places[$0].stemLength, $1) }
  }

  // MARK: - Sites

  /// The provinces and prefectures whose sites have a label.
  func places(labelled label: some StringProtocol) -> [Int] {
    labels.filter { Self.bytes[$0.word].elementsEqual(label.utf8) }.map(\.place)
  }

  /// The places that the host in a path or URL belongs to: sfj.huaihua.gov.cn is Huaihua's.
  func places(atSite source: String) -> [Int] {
    for part in source.split(separator: "/") {
      let host = part.split(separator: ":").first ?? part
      let labels = host.lowercased().split(separator: ".").map(String.init)
      guard labels.count > 2, labels.suffix(2) == ["gov", "cn"] else { continue }
      let own = labels.dropLast(2)
      guard let last = own.last else { return [] }
      let outer = places(labelled: last)
      let inner = own.dropLast().last.map { places(labelled: $0) } ?? []
      let within = inner.filter { place in outer.contains { places[place].parent == $0 } }
      return within.isEmpty ? outer : within
    }
    return []
  }
}
