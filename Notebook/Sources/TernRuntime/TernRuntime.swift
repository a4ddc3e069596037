@_exported import NotebookDisplay
@_exported import Tern
