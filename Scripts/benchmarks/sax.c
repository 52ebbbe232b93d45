/* The floor of the part `text` of Scripts/bench: reads the files of a list and parses each with libxml2's SAX interface, into nothing. */
#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void parse(char *bytes, size_t count) {
  xmlSAXHandler none;
  memset(&none, 0, sizeof none);
  none.initialized = 1;
  htmlParserCtxtPtr context = htmlCreateMemoryParserCtxt(bytes, (int)count);
  if (!context) return;
  htmlCtxtUseOptions(context, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                  HTML_PARSE_IGNORE_ENC);
  context->charset = XML_CHAR_ENCODING_UTF8;
  context->input->encoding = xmlStrdup((const xmlChar *)"UTF-8");
  *context->sax = none;
  htmlParseDocument(context);
  htmlFreeParserCtxt(context);
}

int main(int count, char **words) {
  FILE *list = count == 2 ? fopen(words[1], "r") : NULL;
  if (!list) return 66;
  char *path = NULL;
  size_t room = 0;
  ssize_t length;
  while ((length = getline(&path, &room, list)) > 0) {
    if (path[length - 1] == '\n') path[length - 1] = 0;
    FILE *file = fopen(path, "rb");
    if (!file) return 66;
    fseek(file, 0, SEEK_END);
    size_t size = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(size + 1);
    if (!bytes || fread(bytes, 1, size, file) != size) return 74;
    fclose(file);
    bytes[size] = 0;
    if (size > 0) parse(bytes, size);
    free(bytes);
  }
  return 0;
}
