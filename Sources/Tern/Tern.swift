@_exported import TernCore
@_exported import TernFormats
@_exported import TernNN
