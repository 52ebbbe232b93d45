/// Simplified forms of the traditional characters that numbers, units and dates are written with.
struct ScalarFolds: Sendable {
  static let simplified = ScalarFolds()

  /// For each code of the Basic Multilingual Plane the one it is folded to, mostly itself.
  private let table: [UInt16]
  /// The codes that are folded to another: few are, and their bits stay in the nearest cache.
  private let changed: ScalarSet

  private init() {
    var table = (0...UInt16.max).map { $0 }
    let pairs =
      "個个倆俩兩两萬万億亿點点餘余幾几約约數数過过裏里裡里時时間间鐘钟鍾钟週周來来內内號号從从後后這这個个"
      + "歲岁斷断員员圓圆塊块條条項项雙双隻只張张開开當当無无陸陆貳贰參叁貮贰弍贰內内農农曆历節节禮礼"
      + "華华氏氏攝摄釐厘噸吨畝亩顆颗臺台輛辆場场次次戶户處处類类達达於于滿满續续連连歷历終终週周聖圣誕诞"
      + "勞劳動动國国慶庆陽阳將将還还負负倍倍錢钱毫毫運运買买賣卖預预與与為为會会對对將将禮礼婦妇碼码湯汤侖仑復复東东難难齋斋餅饼兒儿軍军懺忏靈灵穌稣樹树"
    let scalars = Array(pairs.unicodeScalars)
    for i in stride(from: 0, to: scalars.count - 1, by: 2) where scalars[i] != scalars[i + 1] {
      table[Int(scalars[i].value)] = UInt16(scalars[i + 1].value)
    }
    for ascii in UInt32(0x21)...0x7E { table[Int(ascii + 0xFEE0)] = UInt16(ascii) }
    self.table = table
    changed = ScalarSet(
      table.indices.filter { Int(table[$0]) != $0 }.compactMap { Unicode.Scalar(UInt32($0)) })
  }

  /// The folds while a text is read.
  struct View {
    fileprivate let table: UnsafeBufferPointer<UInt16>
    fileprivate let changed: ScalarSet.View

    /// The code that one of the Basic Multilingual Plane is folded to.
    @inline(__always)
    subscript(code: Int) -> UInt16 {
      changed.contains(code) ? table[code] : UInt16(truncatingIfNeeded: code)
    }
  }

  /// Calls `body` with the folds.
  @inline(__always)
  func withView(_ body: (View) -> Void) {
    table.withUnsafeBufferPointer { table in
      changed.withView { body(View(table: table, changed: $0)) }
    }
  }
}
