extension NotebookNotes {
    static let english = NotebookNotes(
        title: "Tern study notebook: Conv2d, MaxPool2d, BatchNorm2d",
        opening: """
            Each In [n] is Swift code that has just run; below it stands what it printed. Cells with a
            letter, In [2a], are small experiments with numbers that can be checked by hand. The main
            cells' random numbers are those that PyTorch draws for seed %seed.
            `tern notebook --help` lists the options: one part only, another seed, Chinese notes.
            """,
        parts: [1: .startEnglish, 2: .convolutionEnglish, 3: .poolingEnglish, 4: .normalizationEnglish])
}

extension NotebookNotes.Part {
    static let startEnglish = NotebookNotes.Part(
        heading: "Is there a GPU?",
        before: [
            "1": "The first line of many notebooks. Tern asks the NVIDIA driver; nothing is assumed.",
            "1a": "And why, or what there is:",
        ],
        after: [
            "1a": """
            Where the answer is false, every tensor lives in the processor's memory, and asking for
            Device.cuda(0) throws an error that says the same. All that follows runs without a GPU.
            """
        ])
}
