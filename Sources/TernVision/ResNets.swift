import TernNN

// The named residual networks, with torchvision's names.

/// ResNet-18: 11.7 million parameters, 1.8 billion multiply-adds for an image of 224x224.
///
/// - Source: `torchvision.models.resnet18`.
public func resnet18(numClasses: Int = 1000, zeroInitResidual: Bool = false) -> ResNet {
    ResNet(.basic, layers: [2, 2, 2, 2], numClasses: numClasses, zeroInitResidual: zeroInitResidual)
}

/// ResNet-34: 21.8 million parameters, 3.7 billion multiply-adds for an image of 224x224.
///
/// - Source: `torchvision.models.resnet34`.
public func resnet34(numClasses: Int = 1000, zeroInitResidual: Bool = false) -> ResNet {
    ResNet(.basic, layers: [3, 4, 6, 3], numClasses: numClasses, zeroInitResidual: zeroInitResidual)
}

/// ResNet-50: 25.6 million parameters, 4.1 billion multiply-adds for an image of 224x224.
///
/// - Source: `torchvision.models.resnet50`.
public func resnet50(numClasses: Int = 1000, zeroInitResidual: Bool = false) -> ResNet {
    ResNet(.bottleneck, layers: [3, 4, 6, 3], numClasses: numClasses, zeroInitResidual: zeroInitResidual)
}

/// ResNet-101: 44.5 million parameters, 7.8 billion multiply-adds for an image of 224x224.
///
/// - Source: `torchvision.models.resnet101`.
public func resnet101(numClasses: Int = 1000, zeroInitResidual: Bool = false) -> ResNet {
    ResNet(.bottleneck, layers: [3, 4, 23, 3], numClasses: numClasses, zeroInitResidual: zeroInitResidual)
}

/// ResNet-152: 60.2 million parameters, 11.5 billion multiply-adds for an image of 224x224.
///
/// - Source: `torchvision.models.resnet152`.
public func resnet152(numClasses: Int = 1000, zeroInitResidual: Bool = false) -> ResNet {
    ResNet(.bottleneck, layers: [3, 8, 36, 3], numClasses: numClasses, zeroInitResidual: zeroInitResidual)
}
