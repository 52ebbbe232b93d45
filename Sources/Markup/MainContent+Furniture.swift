/// What is named or built as furniture, and what stands under a heading or a picture that says what it is.
extension MainContent {
  // MARK: - Furniture

  mutating func excludeFurniture() {
    let total = sums.weight[blocks.count]
    var node = 0
    while node < tree.nodes.count {
      let tag = tree.nodes[node].tag
      let own = tag == .text ? 0..<0 : blocks(of: node)
      if !own.isEmpty, isFurniture(node, tag, own, of: total) {
        exclude(own)
        node = Int(tree.nodes[node].end)
      } else {
        node += 1
      }
    }
    sumUp()
  }

  private func isFurniture(_ node: Int, _ tag: Tag, _ own: Range<Int>, of total: Int) -> Bool {
    let share = weight(own) * 100 / max(total, 1)
    let isBeside = isBesideCore(own)
    let name = FurnitureElement.name(tree, node)
    guard share < 90 || isBeside else {
      // A discussion may well be ten times as long as what it is about.
      return name == .certain && core == nil && weight(0..<own.lowerBound) >= 2 * Self.leastCore
    }
    if tag == .form, share < 30, !(core.map { own.contains($0) } ?? false), isFilledIn(node) { return true }
    if name == .weak, holdsText(own) { return false }
    // Behind a title, a summary alone is no text beside which another may be furniture.
    let isMinor = share < 40 || isBeside && share < 80
    return name == .certain || isMinor && (name >= .weak || isLinks(tag, own))
  }

  /// Whether blocks are several paragraphs or rows of data that hardly lead anywhere.
  private func holdsText(_ own: Range<Int>) -> Bool {
    let linked = sums.linked[own.upperBound] - sums.linked[own.lowerBound]
    let bytes = sums.bytes[own.upperBound] - sums.bytes[own.lowerBound]
    return linked * 5 < bytes && own.count { blocks[$0].isProse || blocks[$0].isRow } >= 3
  }

  /// Whether a form asks for something: old pages stand in one as a whole, which asks for nothing.
  private func isFilledIn(_ form: Int) -> Bool {
    (form..<Int(tree.nodes[form].end)).contains { tree.nodes[$0].tag == .textarea || tree.nodes[$0].tag == .input }
  }

  /// Whether most of an element's text leads elsewhere.
  func isLinks(_ tag: Tag, _ own: Range<Int>) -> Bool {
    guard tag.isBlock, own.count > 2 else { return false }
    let bytes = sums.bytes[own.upperBound] - sums.bytes[own.lowerBound]
    let linked = sums.linked[own.upperBound] - sums.linked[own.lowerBound]
    return linked * 10 > bytes * 6
  }

  /// Leaves out lines in which something is to be filled in: two or more fields.
  mutating func excludeForms() {
    for index in blocks.indices where !excluded[index] && blocks[index].length <= 200 {
      let next = index + 1 < blocks.count ? blocks[index + 1].node : tree.nodes.count
      let end = min(next, Int(tree.nodes[blocks[index].element].end))
      guard blocks[index].node < end else { continue }
      let fields = (blocks[index].node..<end).count { node in
        switch tree.nodes[node].tag {
        case .textarea, .select: true
        case .input: tree.attribute(.type, of: node).map { !$0.elementsEqual("hidden".utf8) } ?? true
        default: false
        }
      }
      if fields >= 2 { excluded[index] = true }
    }
    sumUp()
  }

  // MARK: - Sections

  /// Leaves out what stands under a heading such as Related or Comments, as far as the page's structure says that it does: the
  /// rest of the element that the heading begins, or the lists that follow it.
  mutating func excludeSections() {
    let total = sums.weight[blocks.count]
    for index in blocks.indices where !excluded[index] && blocks[index].length <= 20 && blocks[index].stops == 0 {
      guard FurnitureLine.isSectionHeading(list.bytes(of: blocks[index])) else { continue }
      var node = blocks[index].node
      var parent = Int(tree.nodes[node].parent)
      while parent >= 0, blocks(of: parent).lowerBound == index, weight(blocks(of: parent)) * 10 < total * 6 {
        node = parent
        parent = Int(tree.nodes[node].parent)
      }
      let own = blocks(of: node)
      if own.count > 1 {
        exclude(own)
      } else if parent >= 0 {
        excludeLists(after: node, in: parent)
      }
    }
    sumUp()
  }

  /// Leaves out a heading and the elements behind it that are lists, articles or links.
  private mutating func excludeLists(after heading: Int, in parent: Int) {
    var found = 0
    var sibling = Int(tree.nodes[heading].end)
    while sibling < Int(tree.nodes[parent].end) {
      let own = blocks(of: sibling)
      if !own.isEmpty {
        let tag = tree.nodes[sibling].tag
        guard tag == .ul || tag == .ol || tag == .article || isLinks(tag, own) else { break }
        exclude(own)
        found += 1
      }
      sibling = Int(tree.nodes[sibling].end)
    }
    guard found > 0 else { return }
    exclude(blocks(of: heading))
  }

  // MARK: - Captions

  /// Leaves out what stands under a picture; a figure may hold a table, whose caption is the text's own.
  mutating func excludeCaptions() {
    let total = sums.weight[blocks.count]
    for node in tree.nodes.indices where tree.nodes[node].tag != .text {
      let own = blocks(of: node)
      guard !own.isEmpty, own.count <= 4, !isText(own, of: total) else { continue }
      guard tree.nodes[node].tag == .figcaption || FurnitureElement.isCaption(tree, node), hasPicture(near: node) else {
        continue
      }
      exclude(own)
    }
    sumUp()
  }

  /// Whether blocks are so much of the page, or so long, that the picture stands in them rather than they under it.
  private func isText(_ own: Range<Int>, of total: Int) -> Bool {
    weight(own) * 2 >= total || own.contains { blocks[$0].length > Self.longestCaption }
  }

  /// In Chinese characters; a caption in English words seldom has as many letters.
  private static let longestCaption = 160

  private func hasPicture(near node: Int) -> Bool {
    var place = node
    for depth in 0...3 {
      if depth > 0 { place = Int(tree.nodes[place].parent) }
      guard place >= 0, Int(tree.nodes[place].end) - place <= 80, blocks(of: place).count <= 6 else { return false }
      var hasPicture = false
      for inside in place..<Int(tree.nodes[place].end) {
        switch tree.nodes[inside].tag {
        case .img, .video, .iframe, .svg, .noscript: hasPicture = true
        case .table: return false
        default: break
        }
      }
      if hasPicture || tree.nodes[place].tag == .figure { return true }
    }
    return false
  }
}
