// Special functions that the C library lacks or does not offer thread-safely, in double precision.
#ifndef TERN_ELEMENTWISE_SPECIAL_H
#define TERN_ELEMENTWISE_SPECIAL_H

/// The inverse of erf: +-inf at +-1, NaN outside of [-1, 1].
double tern_erfinv(double x);

/// log |gamma(x)|; +inf at the poles.
double tern_lgamma(double x);

/// The logarithmic derivative of gamma. As in PyTorch: -inf at +0, +inf at -0, NaN at negative integers.
double tern_digamma(double x);

#endif
