// What fetch-files uses of zlib: inflating gzip.
#include <zlib.h>

// inflateInit2 is a macro, which Swift does not see.
static inline int tally_inflate_gzip_init(z_stream *stream) { return inflateInit2(stream, 15 + 16); }
