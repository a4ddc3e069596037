@_exported import TernCore
@_exported import TernData
@_exported import TernDraw
@_exported import TernFormats
@_exported import TernNN
@_exported import TernTrain
@_exported import TernVision
