/// A JSON object whose members keep their order.
package struct JSONObject: Sendable, Equatable {
    /// One key and its value.
    package struct Member: Sendable, Equatable {
        package var key: String
        package var value: JSON

        package init(key: String, value: JSON) {
            self.key = key
            self.value = value
        }
    }

    package private(set) var members: [Member]

    package init(_ members: [Member] = []) { self.members = members }

    /// The value of a key; nil removes the member.
    ///
    /// A new member goes where the alphabet puts it, if all the others stand there too (nbformat sorts what it writes), and to
    /// the end otherwise.
    package subscript(key: String) -> JSON? {
        get { members.first { $0.key == key }?.value }
        set {
            let place = members.firstIndex { $0.key == key }
            switch (place, newValue) {
            case (let place?, let value?): members[place].value = value
            case (let place?, nil): members.remove(at: place)
            case (nil, let value?):
                members.insert(Member(key: key, value: value), at: placeForNewMember(key))
            case (nil, nil): break
            }
        }
    }

    private func placeForNewMember(_ key: String) -> Int {
        let isSorted = zip(members, members.dropFirst()).allSatisfy { $0.key <= $1.key }
        return isSorted ? members.firstIndex { $0.key > key } ?? members.count : members.count
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, JSON)...) {
        self.init(elements.map { Member(key: $0, value: $1) })
    }
}
