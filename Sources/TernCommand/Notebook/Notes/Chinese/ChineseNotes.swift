extension NotebookNotes {
    static let chinese = NotebookNotes(
        title: "Tern 学习笔记：Conv2d、MaxPool2d、BatchNorm2d",
        opening: """
            每个 In [n] 都是刚刚真正运行过的 Swift 代码，下面就是它的输出。带字母的单元（如 In [2a]）
            是小实验，数字很小，可以手算验证。主要单元的随机数，就是 PyTorch 用种子 %seed
            抽到的那些。`tern notebook --help` 列出全部选项：只看一部分、换种子、换成英文说明。
            """,
        parts: [1: .startChinese, 2: .convolutionChinese, 3: .poolingChinese, 4: .normalizationChinese])
}

extension NotebookNotes.Part {
    static let startChinese = NotebookNotes.Part(
        heading: "有没有 GPU？",
        before: [
            "1": "很多笔记的第一行。Tern 会去问 NVIDIA 驱动，而不是想当然。",
            "1a": "原因是什么，或者有些什么设备：",
        ],
        after: [
            "1a": """
            如果是 false，所有张量都放在处理器的内存里；这时使用 Device.cuda(0) 会抛出同样内容的错误。
            下面的一切都不需要 GPU。
            """
        ])
}
