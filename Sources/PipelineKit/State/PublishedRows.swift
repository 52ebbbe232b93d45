import Foundation

/// The files of a published run, in which the rows of each document can be found.
final class PublishedRows {
  /// Rows that are not what was published: somebody or something has changed the file.
  struct Damage: Error {
    /// The file.
    var path: String
  }

  let layout: RunLayout
  /// The places of the documents in the layout.
  let places: [RecordID: Int]
  private let files: [SourceFile]
  /// Where the rows begin, for each document and file, and behind the last document the ends.
  private let starts: [Int]

  /// Opens the files of `layout` in its folder or, where the run has been moved with its output, in `other`; nil where
  /// neither has the run as it was published.
  init?(_ layout: RunLayout, elsewhere other: String?) {
    let isRun = { (folder: String) in
      FileManager.default.contents(atPath: folder + "/manifest.json").map { Digest.sha256([UInt8]($0)) }
        == layout.manifest
    }
    guard let folder = ([other, layout.folder].compactMap { $0 }).first(where: isRun) else { return nil }
    var layout = layout
    layout.folder = folder
    let files = layout.files.compactMap { SourceFile(folder + "/" + $0) }
    guard files.count == layout.files.count else { return nil }
    let width = files.count
    var starts = [Int](repeating: 0, count: (layout.entries.count + 1) * width)
    for (at, extent) in layout.extents.enumerated() { starts[at + width] = starts[at] + extent.bytes }
    guard starts.suffix(width).elementsEqual(files.map(\.size)) else { return nil }
    var places: [RecordID: Int] = Dictionary(minimumCapacity: layout.entries.count)
    for (place, entry) in layout.entries.enumerated() { places[entry.id] = place }
    self.layout = layout
    self.places = places
    self.files = files
    self.starts = starts
  }

  /// Where the rows of documents next to each other stand in a file.
  func range(of places: Range<Int>, file: Int) -> Range<Int> {
    starts[places.lowerBound * files.count + file]..<starts[places.upperBound * files.count + file]
  }

  /// The rows of documents next to each other in a file, to be copied, and how many they are.
  func copy(of places: Range<Int>, file: Int) -> (part: SourceFile.Part, rows: Int) {
    var pieces: SourceFile.Part.Pieces = []
    pieces.reserveCapacity(places.count)
    var rows = 0
    for place in places {
      let extent = layout.extents[place * files.count + file]
      pieces.append((extent.bytes, extent.hash))
      rows += extent.rows
    }
    let range = range(of: places, file: file)
    return (SourceFile.Part(file: files[file], start: range.lowerBound, count: range.count, pieces: pieces[...]), rows)
  }

  /// The extents of a document's rows.
  func extents(at place: Int) -> ArraySlice<RunLayout.Extent> {
    layout.extents[place * files.count..<(place + 1) * files.count]
  }
}
