/// Markup made short for libxml2, which walks it slowly, character by character.
///
/// What needs no parser is taken out: scripts, style sheets and comments altogether, longer texts in exchange for a placeholder each,
/// which says where in the page they stand, and the attributes of tags, which are told by where their tag ends. Character references
/// and all structure stay, so that libxml2 sees the same elements and texts in the same places.
struct CondensedMarkup {
  /// A start tag whose attributes were taken out.
  struct StartTag {
    /// Where the sign that ends it, `>` or `/>`, stands in `markup`.
    let end: Int
    /// What was taken out, in `attributes`.
    let attributes: Range<Int32>
  }

  /// What is left.
  let markup: [UInt8]
  /// The texts that placeholders stand for, in the page.
  let texts: [Range<Int32>]
  /// The tags whose attributes were taken out, in their order.
  let tags: [StartTag]
  /// Attributes, their values in the page.
  let attributes: [MarkupTree.Attribute]
  /// Where each script's text stands in the page.
  let scripts: [Range<Int>]

  /// Condenses a page in UTF-8; without `placeholders`, texts and tags stay as they are.
  init(_ page: UnsafeBufferPointer<UInt8>, placeholders: Bool = true) {
    guard let base = page.baseAddress, page.count > 0 else {
      (markup, texts, tags, attributes, scripts) = ([], [], [], [], [])
      return
    }
    var condenser = MarkupCondenser(base, page.count, placeholders: placeholders && Placeholder.areFree(in: page))
    // A tag grows by a blank behind each attribute that stays, but never to twice its size.
    markup = Array(unsafeUninitializedCapacity: 2 * page.count + 16) { out, used in
      guard let out = out.baseAddress else { return }
      used = condenser.condense(into: out)
      guard condenser.mistakesReferences else { return }
      condenser = MarkupCondenser(base, page.count, placeholders: false)
      used = condenser.condense(into: out)
    }
    (texts, tags, attributes, scripts) = (condenser.texts, condenser.tags, condenser.attributes, condenser.scripts)
  }
}
