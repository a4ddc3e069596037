extension NotebookNotes.Part {
    static let poolingEnglish = NotebookNotes.Part(
        heading: "MaxPool2d: the largest of each window",
        before: [
            "3": """
            Max pooling keeps the largest number of each 2 x 2 window and drops the other three. There is
            nothing to learn in it. It works on the random image of In [2].
            """,
            "3a": "By hand. forwardWithIndices also tells where each maximum was, counted row by row from 0:",
            "3b": "Why max pooling? A bright spot, and the same spot one pixel up and left:",
            "3c": """
            What happens to a row of 5 with windows of 2? Rounded down (the default), rounded up, and with
            windows that overlap:
            """,
            "3d": "What does padding hold here? All numbers are negative, and a pixel is added on each side:",
            "3e": "Who wins a tie, and who gets the gradient?",
        ],
        after: [
            "3": """
            [1, 3, 32, 32] became [1, 3, 16, 16]: floor((32 - 2) / 2) + 1 = 16. The channels stay as they
            are: each is pooled by itself, nothing is added up across them as a convolution does. The
            input is not changed: the last line is still 32 x 32. `stride` could be left out: it is the
            window's size by default (a convolution's is 1).
            """,
            "3a": """
            8 is the largest of 1 8 / 3 4 and was at place 1; 9 at place 6, that is row 1, column 2.
            """,
            "3b": """
            The same result: what matters is that something was found, not on which pixel exactly. And
            three quarters of the numbers are gone, so the next convolution is cheaper and sees twice as
            far.
            """,
            "3c": """
            Rounded down, the 5 is lost. With ceilMode a last window may stick out, if it starts inside: 5
            alone is its maximum. With stride 1 windows overlap. The formula is the convolution's, with
            the division rounded up in ceil mode.
            """,
            "3d": """
            Not 0, which would win here: padding counts as minus infinity, so a maximum is always a pixel
            of the image. That is why padding may be at most half the window: no window may lie outside
            altogether. (A convolution pads with 0.)
            """,
            "3e": """
            The first one, in reading order: place 0. Only it gets a gradient, 1; the other three had no
            effect on the result. Frameworks that share it out, 0.25 each, give other gradients.
            """,
        ])
}
