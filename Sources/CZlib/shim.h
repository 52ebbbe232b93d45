// What the sources use of zlib: inflating gzip, and the two forms that HTTP calls deflate.
#include <zlib.h>

// inflateInit2 is a macro, which Swift does not see.
static inline int tally_inflate_gzip_init(z_stream *stream) { return inflateInit2(stream, 15 + 16); }
static inline int tally_inflate_zlib_init(z_stream *stream) { return inflateInit2(stream, 15); }
static inline int tally_inflate_raw_init(z_stream *stream) { return inflateInit2(stream, -15); }
