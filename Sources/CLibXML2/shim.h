// What Markup uses of libxml2 2.9: the push parser for HTML and its SAX interface.
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
