// Closes the section that a begin_*.h opened.
#ifdef TERN_ISA_HAS_TARGET
#pragma clang attribute pop
#undef TERN_ISA_HAS_TARGET
#endif
#undef TERN_NAME
#undef TERN_ISA_TAG
#undef TERN_VW
#undef TERN_BLOCK_ROWS
#undef TERN_BLOCK_VECTORS
#undef TERN_OUTER_ROWS
#undef TERN_V
#undef TERN_LOAD
#undef TERN_STORE
#undef TERN_STREAM
#undef TERN_SPLAT
#undef TERN_ZIP_LOW
#undef TERN_ZIP_HIGH
