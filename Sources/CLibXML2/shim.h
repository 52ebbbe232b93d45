// What Markup uses of libxml2 2.9: the parser for HTML and its SAX interface.
#include <libxml/xmlversion.h>
// Debian's libxml2 shows ICU's headers, which are not those of Foundation's own ICU: a module that imports both would
// not compile. Nothing here touches a converter.
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
