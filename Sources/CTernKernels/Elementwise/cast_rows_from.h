// Row functions that convert one source type into every element type. A template, included once for each source:
// FROM_TAG, FROM_STORAGE and FROM_LOAD describe it (no include guard on purpose).

#define JOIN_(prefix, tag) prefix##_from_##tag
#define JOIN(prefix, tag) JOIN_(prefix, tag)

// The extra step expands the name before the row template pastes to it.
#define DEFINE_NAMED(name, ...) TERN_DEFINE_UNARY_ROW(name, __VA_ARGS__)
#define DEFINE_CAST(NAME, tag, storage, compute, load, store) \
    DEFINE_NAMED(JOIN(cast_##tag, FROM_TAG), storage, FROM_STORAGE, TERN_CAST(tag, FROM_LOAD(in)))
TERN_FOR_EACH_DTYPE(DEFINE_CAST)
#undef DEFINE_CAST
#undef DEFINE_NAMED

#define ENTRY(NAME, tag, storage, compute, load, store) [TERN_##NAME] = JOIN(cast_##tag, FROM_TAG),
static const tern_row JOIN(casts, FROM_TAG)[TERN_DTYPE_COUNT] = {TERN_FOR_EACH_DTYPE(ENTRY)};
#undef ENTRY

#undef JOIN
#undef JOIN_
#undef FROM_TAG
#undef FROM_STORAGE
#undef FROM_LOAD
