"""How far a result may be from torch's."""
import torch

# Relative, absolute.
BASE = {
    torch.float64: (1e-7, 1e-9),
    torch.float32: (1e-5, 1e-6),
    torch.float16: (4e-3, 4e-3),
    torch.bfloat16: (3e-2, 3e-2),
}
# Torch's own error, times this, may widen the absolute tolerance, but not further than that.
FACTOR = 4
WIDEST = 1000
# Instead of these, where random numbers can't be drawn again in float64.
UNKNOWN = 30


def tolerance(want, compute, exact=None, is_random=False):
    """[rtol, atol] of an expected tensor.

    `compute` is the type of the inputs (a float64 sum of float16 numbers is no better than they are). The absolute tolerance grows with
    the largest element, and to a few times the
    distance between torch's result and the exact one, made in float64.
    """
    if not want.is_floating_point():
        return [0.0, 0.0]
    coarser = max((d for d in (want.dtype, compute) if d in BASE), key=lambda d: BASE[d])
    rtol, atol = BASE[coarser]
    finite = want.double()[torch.isfinite(want)].abs()
    atol *= max(1.0, finite.max().item() if finite.numel() else 0.0)
    if exact is not None and exact.shape == want.shape:
        error = (exact.double() - want.double()).abs()
        error = error[torch.isfinite(error)]
        wider = FACTOR * error.max().item() if error.numel() else 0.0
        if is_random and wider > WIDEST * atol:
            # Other numbers have been drawn.
            wider = UNKNOWN * atol
        atol = max(atol, min(wider, WIDEST * atol))
    # Rounded up to three digits.
    return [rtol, float(f"{atol * 1.005:.3g}")]
