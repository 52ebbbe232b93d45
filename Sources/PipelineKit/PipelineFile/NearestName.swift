/// Finds the name that was probably meant.
public enum NearestName {
  /// `; did you mean 'threshold'?` where a name is near enough, otherwise an empty string.
  public static func suggestion(for given: String, among names: [String]) -> String {
    nearest(to: given, among: names).map { "; did you mean '\($0)'?" } ?? ""
  }

  /// The name at the smallest distance, if that is at most two letters or a third of them; ties go to the earlier name.
  public static func nearest(to given: String, among names: [String]) -> String? {
    let folded = Array(given.lowercased().replacing("_", with: "-").utf8)
    let ranked = names.map { (name: $0, distance: distance(folded, Array($0.utf8))) }
    guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
    return best.distance <= max(folded.count > 3 ? 2 : 1, max(folded.count, best.name.utf8.count) / 3) ? best.name : nil
  }

  /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
  static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var rows = [Array(0...b.count)]
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var cost = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, rows[i - 1][j - 1] + 1) }
        row.append(cost)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
