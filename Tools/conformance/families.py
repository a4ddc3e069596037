"""Which of torch's OpInfo entries are drawn, by family, and how their arguments are called.

A line is `ENTRY ENTRY ... : PARAMETER PARAMETER ...`. An entry is an OpInfo's name, `NAME/VARIANT` for one of its variants, or
`NAME=op` where the case's operation has another name. The parameters are torch's, in torch's order; `name=3` is written with its default
where a sample leaves it out, `_` takes a deprecated argument that must be None, `*name` takes all that follow.
"""

FAMILIES = {
    "convolution": """
nn.functional.conv1d nn.functional.conv2d nn.functional.conv3d : input weight bias stride=1 padding=0 dilation=1 groups=1
nn.functional.conv_transpose1d nn.functional.conv_transpose2d nn.functional.conv_transpose3d : input weight bias stride padding output_padding groups dilation
nn.functional.unfold=im2col : input kernel_size dilation padding stride
""",
    "pooling": """
nn.functional.max_pool1d nn.functional.max_pool3d : input kernel_size stride padding dilation ceil_mode return_indices
nn.functional.max_pool2d : input kernel_size stride=None padding=0 dilation=1 ceil_mode=False return_indices=False
nn.functional.adaptive_max_pool1d nn.functional.adaptive_max_pool2d nn.functional.adaptive_max_pool3d : input output_size return_indices
nn.functional.fractional_max_pool2d : input kernel_size output_size output_ratio return_indices _random_samples
nn.functional.max_unpool1d/ nn.functional.max_unpool2d/ nn.functional.max_unpool3d/ : input indices kernel_size stride padding output_size
nn.functional.avg_pool1d : input kernel_size stride padding ceil_mode count_include_pad
nn.functional.avg_pool2d nn.functional.avg_pool3d : input kernel_size stride padding ceil_mode count_include_pad divisor_override
nn.functional.adaptive_avg_pool1d nn.functional.adaptive_avg_pool2d nn.functional.adaptive_avg_pool3d : input output_size
""",
    "normalization": """
nn.functional.batch_norm : input running_mean running_var weight bias training=False momentum=0.1 eps=1e-05
nn.functional.instance_norm : input running_mean running_var weight bias use_input_stats momentum eps
nn.functional.group_norm : input num_groups weight bias eps
nn.functional.layer_norm : input normalized_shape weight bias eps
nn.functional.rms_norm : input normalized_shape weight eps
nn.functional.local_response_norm : input size alpha beta k
nn.functional.normalize : input p dim eps
""",
    "linear": """
nn.functional.linear : input weight bias
nn.functional.bilinear : input1 input2 weight bias
nn.functional.embedding : weight input padding_idx max_norm norm_type scale_grad_by_freq sparse
nn.functional.embedding_bag : weight input offsets max_norm norm_type scale_grad_by_freq mode sparse per_sample_weights include_last_offset padding_idx
nn.functional.one_hot : input num_classes
nn.functional.scaled_dot_product_attention : query key value attn_mask dropout_p is_causal scale enable_gqa
""",
    "resampling": """
nn.functional.interpolate : input size scale_factor mode align_corners recompute_scale_factor antialias
nn.functional.grid_sample : input grid mode padding_mode align_corners
grid_sampler_2d : input grid interpolation_mode padding_mode align_corners
nn.functional.pixel_shuffle : input upscale_factor
nn.functional.pixel_unshuffle : input downscale_factor
nn.functional.channel_shuffle : input groups
nn.functional.pad : input pad mode value
constant_pad_nd=pad : input pad value
""",
    "activations": """
nn.functional.relu nn.functional.relu6 nn.functional.selu nn.functional.silu/ nn.functional.mish nn.functional.hardswish nn.functional.hardsigmoid nn.functional.tanhshrink nn.functional.softsign nn.functional.logsigmoid : input
nn.functional.leaky_relu : input negative_slope
nn.functional.elu nn.functional.celu : input alpha
nn.functional.hardshrink nn.functional.softshrink : input lambd
nn.functional.hardtanh : input min_val max_val
nn.functional.threshold : input threshold value
nn.functional.softplus : input beta threshold
nn.functional.gelu : input approximate
nn.functional.glu : input dim
nn.functional.prelu : input weight
softmax log_softmax : input dim dtype
nn.functional.softmin : input dim _ dtype
nn.functional.dropout nn.functional.dropout2d nn.functional.dropout3d nn.functional.alpha_dropout nn.functional.feature_alpha_dropout : input p training
nn.functional.rrelu : input lower upper training
""",
    "losses": """
nn.functional.cross_entropy : input target weight _ ignore_index _ reduction label_smoothing
nn.functional.nll_loss : input target weight _ ignore_index _ reduction
nn.functional.mse_loss nn.functional.l1_loss : input target _ _ reduction weight
nn.functional.smooth_l1_loss : input target _ _ reduction beta
nn.functional.huber_loss : input target reduction delta weight
nn.functional.soft_margin_loss nn.functional.multilabel_margin_loss : input target _ _ reduction
nn.functional.multilabel_soft_margin_loss : input target weight _ _ reduction
nn.functional.binary_cross_entropy : input target weight _ _ reduction
nn.functional.binary_cross_entropy_with_logits : input target weight _ _ reduction pos_weight
nn.functional.kl_div : input target _ _ reduction log_target
nn.functional.poisson_nll_loss : input target log_input full _ eps _ reduction
nn.functional.gaussian_nll_loss : input target var full eps reduction
nn.functional.hinge_embedding_loss : input target margin _ _ reduction
nn.functional.margin_ranking_loss nn.functional.cosine_embedding_loss : input1 input2 target margin _ _ reduction
nn.functional.triplet_margin_loss : anchor positive negative margin p eps swap _ _ reduction
nn.functional.ctc_loss : log_probs targets input_lengths target_lengths blank reduction zero_infinity
nn.functional.multi_margin_loss : input target p margin weight _ _ reduction
""",
    "distances": """
nn.functional.cosine_similarity : input other dim eps
nn.functional.pairwise_distance : x1 x2 p eps keepdim
dist : input other p=2
""",
    "matmul": """
matmul dot kron : input other
__rmatmul__=matmul : other input
mm bmm : input mat2
mv : input vec
outer : input vec2
addmm/ : input mat1 mat2 beta alpha
addmv : input mat vec beta alpha
baddbmm : input batch1 batch2 beta alpha
einsum : operands equation
tensordot : input other dims
cross : input other dim
linalg.cross : input other dim=-1
trace : input
""",
    "unary": """
abs acos acosh asin asinh atan atanh ceil cos cosh digamma erf erfc erfinv exp exp2 expm1 floor frac lgamma log log10 log1p log2 neg positive reciprocal rsqrt sigmoid sign sin sinh sqrt square tan tanh trunc : input
isfinite isinf isnan signbit logical_not bitwise_not : input
round : input decimals
polygamma/polygamma_n_0 : input n
nan_to_num : input nan posinf neginf
clamp : input min max
bfloat16=to bool=to byte=to char=to double=to float=to half=to int=to long=to short=to : input
clone contiguous : input
""",
    "binary": """
add sub : input other alpha
mul pow atan2 hypot floor_divide remainder fmod maximum minimum fmax fmin logaddexp logaddexp2 xlogy copysign : input other
max/binary=maximum min/binary=minimum : input other
eq ne lt le gt ge logical_and logical_or logical_xor : input other
bitwise_and bitwise_or bitwise_xor bitwise_left_shift bitwise_right_shift : input other
div : input other rounding_mode
true_divide=div : input other
__radd__=add __rmul__=mul __rdiv__=div __rsub__=sub __rpow__=pow __rmod__=remainder __rand__=bitwise_and __ror__=bitwise_or __rxor__=bitwise_xor : other input
clamp_min : input min
clamp_max : input max
lerp : input end weight
addcmul addcdiv : input tensor1 tensor2 value
isclose allclose : input other rtol atol equal_nan
equal : input other
""",
    "reductions": """
sum mean nansum nanmean prod : input dim keepdim dtype
var std var_mean std_mean : input dim unbiased correction keepdim
all any amax amin logsumexp argmax argmin median nanmedian : input dim keepdim
count_nonzero : input dim
max/reduction_with_dim max/reduction_no_dim min/reduction_with_dim min/reduction_no_dim : input dim keepdim
aminmax : input dim keepdim
norm/ norm/fro norm/inf : input p dim keepdim _ dtype
linalg.vector_norm : input ord dim keepdim dtype
kthvalue : input k dim keepdim
mode : input dim keepdim
""",
    "scans": """
cumsum cumprod : input dim dtype
cummax cummin logcumsumexp : input dim
""",
    "sorting": """
sort argsort : input dim descending stable
topk : input k dim largest sorted
unique unique_consecutive : input dim
bincount : input weights minlength
""",
    "views": """
reshape view : input shape
permute : input dims
transpose : input dim0 dim1
t : input
movedim : input source destination
squeeze : input dim
unsqueeze : input dim
expand broadcast_to : input size
expand_as : input other
flatten : input start_dim end_dim
unflatten : input dim sizes
select : input dim index
narrow : input dim start length
unfold : input dimension size step
diagonal : input offset dim1 dim2
linalg.diagonal : input offset=0 dim1=-2 dim2=-1
""",
    "joining": """
cat stack : tensors dim
hstack vstack dstack column_stack : tensors
split split_with_sizes=split unsafe_split=split : input split_size_or_sections dim
chunk unsafe_chunk=chunk : input chunks dim
tensor_split : input indices_or_sections dim
unbind : input dim
meshgrid : *tensors indexing
cartesian_prod : *tensors
repeat : input repeats
tile : input dims
repeat_interleave : input repeats dim
flip : input dims
fliplr flipud : input
roll : input shifts dims
rot90 : input k dims
atleast_1d atleast_2d atleast_3d : input
""",
    "diagonals": """
diag : input diagonal
diag_embed : input offset dim1 dim2
tril triu : input diagonal
""",
    "indexing": """
__getitem__=getitem : input index
index_select : input dim index
index_add : input dim index source alpha
index_copy : input dim index source
index_fill : input dim index value
index_put : input indices values accumulate
gather : input dim index
scatter : input dim index src
scatter_add : input dim index src
scatter_reduce : input dim index src reduce include_self
select_scatter : input src dim index
slice_scatter : input src dim start end step
diagonal_scatter : input src offset dim1 dim2
take : input index
put : input index source accumulate
take_along_dim : input indices dim
masked_fill : input mask value
masked_select : input mask
masked_scatter : input mask source
where : input condition other
nonzero : input as_tuple
argwhere : input
""",
    "creation": """
arange : start end step dtype
linspace/ : start end steps dtype
eye : n m dtype
full : size fill_value dtype
zeros ones : size dtype
""",
}


class Entry:
    """An OpInfo to draw: its name, its variants (None for all) and its parameters."""

    def __init__(self, family, text, parameters):
        text, _, op = text.partition("=")
        self.name, slash, variant = text.partition("/")
        self.family = family
        self.variant = variant if slash else None
        self.op = op or self.name.split(".")[-1]
        self.parameters = []
        self.defaults = {}
        for parameter in parameters:
            name, equals, default = parameter.partition("=")
            self.parameters.append(name)
            if equals:
                self.defaults[name] = eval(default)

    def matches(self, info):
        return info.name == self.name and self.variant in (None, info.variant_test_name)


def entries():
    found = []
    for family, text in FAMILIES.items():
        for line in text.strip().splitlines():
            names, _, parameters = line.partition(" : ")
            found += [Entry(family, name, parameters.split()) for name in names.split()]
    return found
