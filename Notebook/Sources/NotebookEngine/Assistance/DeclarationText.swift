/// The text of an XML document without its elements.
func plainText(ofXML xml: String) -> String {
    xml.replacing(#/<[^>]*>/#, with: "")
        .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
        .replacing("&apos;", with: "'").replacing("&amp;", with: "&")
}
