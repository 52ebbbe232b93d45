/// What the names of `<meta>` elements say, in whatever spelling: `PubDate`, `article:published_time`, `DC.date.issued`.
enum MetaName {
  /// What an element's content is.
  enum Meaning {
    case title, published, created, updated, source, author, site, address, description, indexNumber, documentNumber,
      issuer
  }

  /// The meaning of a name, of which only letters count; nil for one that nobody asks for.
  static func meaning(of name: ArraySlice<UInt8>) -> Meaning? {
    guard name.count <= 48 else { return nil }
    let letters = name.filter { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }
    guard let (word, end) = names.find(in: letters[...], at: 0, gaps: false), end == letters.count else { return nil }
    return meanings[word]
  }

  private static let byMeaning: [(Meaning, String)] = [
    (
      .title,
      "articletitle ogtitle dctitle dctermstitle twittertitle twittertexttitle parselytitle sailthrutitle citationtitle headline title weiboarticletitle"
    ),
    (
      .published,
      """
      pubdate publishdate publishtime pubtime articlepublishedtime articlepublished datepublished ogreleasedate ogpubdate \
      ogdatepublished ogpublishedtime publicationdate weiboarticlecreateat firstpublishedtime bytedancepublishedtime \
      dcdate dcdateissued dctermsdate dctermsissued dcissued parselypubdate sailthrudate \
      citationdate citationpublicationdate citationonlinedate prismpublicationdate date articledateoriginal \
      originalpublicationdate publishedat published daterelease timerelease cxenseparserecspublishtime cxensearticlepublishtime \
      shareaholicarticlepublishedtime rnewsdatepublished articlepubdate articlepublicationdate \
      blogpublishedtime gentime releasedate videouploaddate \
      ogarticlepublishedtime displaydate snpostdate pdate lastpubdate datelastpubbed
      """
    ),
    (
      .created,
      "datecreated creationdate createdate contentcreatedate articlecreated dcdatecreated dctermscreated created"
    ),
    (
      .updated,
      "articlemodifiedtime ogupdatedtime datemodified dcdatemodified dctermsmodified lastmodified modified updatetime dateupdate weiboarticleupdateat bytedanceupdatedtime bytedancelrdatetime updateddate articledateupdated revised"
    ),
    (.source, "contentsource source articlesource dcsource bytedancesource mediaid newssource weiboarticlesource"),
    (
      .author,
      "author articleauthor dccreator dctermscreator parselyauthor sailthruauthor citationauthor byl byline articleauthorname weiboarticleauthor dcauthor creator authorname"
    ),
    (.site, "sitename ogsitename applicationname articlepublisher publisher dcpublisher dctermspublisher cresite"),
    (.address, "ogurl url articleurl dcidentifier dctermsidentifier parselylink weiboarticleurl"),
    (.description, "description ogdescription dcdescription dctermsdescription twitterdescription abstract"),
    (.indexNumber, "indexnumber indexno"), (.documentNumber, "documentnumber docno docnumber"),
    (.issuer, "issuer publishorg issuedby"),
  ]

  private static let names = WordList(byMeaning.map(\.1).joined(separator: " "))

  /// What each of `names` says, in their order.
  private static let meanings: [Meaning] = {
    var all: [String: Meaning] = [:]
    for (meaning, words) in byMeaning {
      for word in words.split(whereSeparator: \.isWhitespace) { all[String(word)] = meaning }
    }
    return names.words.compactMap { all[String(decoding: $0, as: UTF8.self)] }
  }()
}
