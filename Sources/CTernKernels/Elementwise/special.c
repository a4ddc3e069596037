// erfinv, lgamma and digamma.
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE 1  // lgamma_r on Linux
#endif
#include "special.h"

#include <math.h>

#if defined(__APPLE__)
// macOS has it, but its header shows it only to those who define _REENTRANT, which a precompiled module cannot see.
double lgamma_r(double x, int *sign);
#endif

#define COUNT_OF(array) ((int)(sizeof(array) / sizeof *(array)))

// Horner's scheme; coefficients from the constant term up.
static double polynomial(double x, const double *coefficients, int count) {
    double sum = 0;
    for (int i = count - 1; i >= 0; i--) sum = sum * x + coefficients[i];
    return sum;
}

#define RATIO(x, numerator, denominator) \
    (polynomial(x, numerator, COUNT_OF(numerator)) / polynomial(x, denominator, COUNT_OF(denominator)))

// The inverse normal distribution function by M. J. Wichura's algorithm AS 241 (Applied Statistics 37, 1988): a
// rational approximation in the middle and two in the tails, relative error about 1e-16.
static const double middle_numerator[] = {
    3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
    4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3};
static const double middle_denominator[] = {
    1.0, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
    2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3};
static const double tail_numerator[] = {
    1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
    1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4};
static const double tail_denominator[] = {
    1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
    1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9};
static const double far_numerator[] = {
    6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
    2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7};
static const double far_denominator[] = {
    1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
    7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15};

// The normal quantile of (1 + x) / 2, which is erfinv(x) * sqrt(2).
static double symmetric_normal_quantile(double x) {
    double q = x / 2;
    if (fabs(q) <= 0.425) return q * RATIO(0.180625 - q * q, middle_numerator, middle_denominator);
    double r = sqrt(-log((1 - fabs(x)) / 2));
    double quantile = r <= 5 ? RATIO(r - 1.6, tail_numerator, tail_denominator)
                             : RATIO(r - 5, far_numerator, far_denominator);
    return copysign(quantile, x);
}

double tern_erfinv(double x) {
    const double sqrt_half = 0.70710678118654752440;
    if (fabs(x) < 1) return symmetric_normal_quantile(x) * sqrt_half;
    return fabs(x) == 1 ? copysign(INFINITY, x) : NAN;
}

double tern_lgamma(double x) {
    int sign;  // plain lgamma would write it to a global variable
    return lgamma_r(x, &sign);
}

// For x >= 10: log x - 1/(2x) - sum of B(2k) / (2k x^2k), which has converged to double precision there.
static double digamma_asymptotic(double x) {
    static const double series[] = {
        1.0 / 12, -1.0 / 120, 1.0 / 252, -1.0 / 240, 1.0 / 132, -691.0 / 32760, 1.0 / 12};
    double inverse_square = 1 / (x * x);
    return log(x) - 0.5 / x - inverse_square * polynomial(inverse_square, series, COUNT_OF(series));
}

double tern_digamma(double x) {
    const double pi = 3.14159265358979323846;
    if (x == 0) return copysign(INFINITY, -x);
    double reflection = 0;
    if (x < 0) {
        if (x == floor(x)) return NAN;
        double fraction = x - trunc(x);  // tan has period pi; a small argument keeps its precision
        reflection = -pi / tan(pi * fraction);
        x = 1 - x;
    }
    double recurrence = 0;
    for (; x < 10; x += 1) recurrence -= 1 / x;
    return digamma_asymptotic(x) + recurrence + reflection;
}
