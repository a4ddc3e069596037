extension NotebookNotes.Part {
    static let convolutionEnglish = NotebookNotes.Part(
        heading: "Conv2d: a small filter slides over the image",
        before: [
            "2": """
            At each place the filter is multiplied with the pixels under it, and everything is added up to
            one number. Conv2d(3, 6, kernelSize: 3) takes 3 channels (say red, green and blue) and has 6
            filters of 3 x 3 pixels, so 6 channels come out. The filters start as random numbers; training
            would change them.
            """,
            "2a": """
            One filter, by hand. The numbers 1 ... 16 as a 4 x 4 image, and a 2 x 2 filter:
            """,
            "2b": """
            What happens to several channels? Here three: all 1, all 10, all 100, under a filter of ones.
            """,
            "2c": "What does the layer learn? Its weight and its bias:",
            "2d": """
            What does `groups` do? It cuts the channels into groups that don't see each other. With
            groups: 3 each of the three channels gets a filter of its own, and nothing is added up:
            """,
            "2e": """
            What does `dilation` do? It spreads the filter's taps apart. The filter [100, 10, 1] writes
            the three numbers that it sees as three digits, so the output shows which pixels were taken:
            """,
            "2f": """
            What do `padding` and `paddingMode` do? padding: [0, 1] adds one pixel left and right, so the
            output keeps the row's length, 7. The mode says what those pixels hold. The same digits
            filter:
            """,
            "2g": """
            Which sizes come out of 32 x 32? The formula beside what the layer really gives:
            """,
            "2h": "What does `bias` do? The convolution of In [2a] with a bias of 0.5, minus the one without:",
        ],
        after: [
            "2": """
            Why [1, 6, 30, 30]?
               1   image goes in, one comes out (the batch)
               6   filters, each makes one output channel
              30   = floor((size + 2*padding - dilation*(kernelSize - 1) - 1) / stride) + 1
                   = floor((32 + 2*0 - 1*(3 - 1) - 1) / 1) + 1 = 30
            A window 3 wide fits 30 times into a row of 32: one pixel is lost on each side.

            `...` stands for what is left out of tensors with more than 1000 numbers. When the largest
            number shown is more than 1000 times the smallest, all are printed like 3.5747e-01 = 0.35747.
            grad_fn=<ConvolutionBackward0> says that the tensor remembers how it was computed: from it
            backward() finds the gradients of weight and bias.
            """,
            "2a": """
            The first window holds 1 2 / 5 6: 1*1 + 2*2 + 3*5 + 4*6 = 44. Then the window moves one pixel
            to the right. The filter is not turned round, as it is in mathematics (that would give 26):
            strictly this is a cross-correlation, and all deep-learning libraries call it convolution.
            """,
            "2b": """
            111 = 1 + 10 + 100. A filter has one layer of weights for each input channel and sums over all
            of them: three channels in, one out. So Conv2d(3, 6) has 6 filters, but 18 layers.
            """,
            "2c": """
            The weight's shape is [output channels, input channels / groups, height, width]; the bias is
            one number for each output channel. 6*3*3*3 + 6 = 168 numbers in all, whatever the image's
            size. They start uniformly within +-1/sqrt(3*3*3) = +-0.19.
            """,
            "2d": """
            1, 10 and 100 stay apart. The weight shrinks by the factor `groups`: [8, 2, 3, 3] means that
            each of the 8 filters sees 2 of the 4 channels. So groups changes what is computed; it is not
            only a way to share out the work. groups = channels is called depthwise and is what makes
            MobileNet small. Both channel counts must be divisible by groups: the last layer says that
            this can't work, and would throw that error when used.
            """,
            "2e": """
            dilation 2 takes every second pixel: 135. The filter sees further without more weights, as if
            it were dilation*(3 - 1) + 1 = 5 wide; so 7 - 5 + 1 = 3 numbers are left, and 1 with dilation
            3.
            """,
            "2f": """
            First number: zeros 0|12, reflect 2|12 (mirrored, the border itself not repeated), replicate
            1|12 (the border repeated), circular 7|12 (the other end of the row). Zeros is the default,
            and darkens the border a little; the other modes avoid that.
            """,
            "2g": """
            Padding (kernelSize - 1) / 2 keeps the size at stride 1: 3 needs 1, 5 needs 2. padding: .same
            finds it by itself. Stride 2 halves the size. The division is rounded down: (32 - 6) / 4 = 6.5
            makes 6 + 1 = 7 windows; an eighth would stick out, and the last two pixels are not used.
            """,
            "2h": """
            The same shift everywhere in a channel. It lets a filter answer "more than 3?" and not only
            "more than 0?". With bias: false it is left out: right before a batch norm it would have no
            effect (In [4d] shows why).
            """,
        ])
}
