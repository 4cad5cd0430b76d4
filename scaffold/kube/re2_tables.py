"""The names of RE2's character classes and what they hold, in Python's spelling.

Source: ``regexp/syntax`` and ``unicode`` of Go 1.26.
"""

from __future__ import annotations

CLASSES = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "ascii": "\\x00-\\x7f",
    "blank": "\\t ",
    "cntrl": "\\x00-\\x1f\\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": "!-/:-@\\[-`{-~",
    "space": "\\t\\n\\v\\f\\r ",
    "upper": "A-Z",
    "word": "0-9A-Za-z_",
    "xdigit": "0-9A-Fa-f",
}
PERL = {"d": "0-9", "s": "\\t\\n\\f\\r ", "w": "0-9A-Za-z_"}
CONTROL = {"a": "\\x07", "f": "\\f", "t": "\\t", "n": "\\n", "r": "\\r", "v": "\\v"}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


CATEGORIES = _words(
    "any ascii assigned c cc cf cn co cs l lc ll lm lo lt lu m mc me mn n nd nl no p pc pd pe pf pi po ps "
    "s sc sk sm so z zl zp zs"
)
"""Names of Unicode's general categories, as `_plain` makes them."""
ALIASES = _words(
    "casedletter closepunctuation cntrl combiningmark connectorpunctuation control currencysymbol "
    "dashpunctuation decimalnumber digit enclosingmark finalpunctuation format initialpunctuation letter "
    "letternumber lineseparator lowercaseletter mark mathsymbol modifierletter modifiersymbol "
    "nonspacingmark number openpunctuation other otherletter othernumber otherpunctuation othersymbol "
    "paragraphseparator privateuse punct punctuation separator spaceseparator spacingmark surrogate "
    "symbol titlecaseletter unassigned uppercaseletter"
)
SCRIPTS = _words(
    "adlam ahom anatolianhieroglyphs arabic armenian avestan balinese bamum bassavah batak bengali "
    "bhaiksuki bopomofo brahmi braille buginese buhid canadianaboriginal carian caucasianalbanian chakma "
    "cham cherokee chorasmian common coptic cuneiform cypriot cyprominoan cyrillic deseret devanagari "
    "divesakuru dogra duployan egyptianhieroglyphs elbasan elymaic ethiopic georgian glagolitic gothic "
    "grantha greek gujarati gunjalagondi gurmukhi han hangul hanifirohingya hanunoo hatran hebrew "
    "hiragana imperialaramaic inherited inscriptionalpahlavi inscriptionalparthian javanese kaithi "
    "kannada katakana kawi kayahli kharoshthi khitansmallscript khmer khojki khudawadi lao latin lepcha "
    "limbu lineara linearb lisu lycian lydian mahajani makasar malayalam mandaic manichaean marchen "
    "masaramgondi medefaidrin meeteimayek mendekikakui meroiticcursive meroitichieroglyphs miao modi "
    "mongolian mro multani myanmar nabataean nagmundari nandinagari newa newtailue nko nushu "
    "nyiakengpuachuehmong ogham olchiki oldhungarian olditalic oldnortharabian oldpermic oldpersian "
    "oldsogdian oldsoutharabian oldturkic olduyghur oriya osage osmanya pahawhhmong palmyrene paucinhau "
    "phagspa phoenician psalterpahlavi rejang runic samaritan saurashtra sharada shavian siddham "
    "signwriting sinhala sogdian sorasompeng soyombo sundanese sylotinagri syriac tagalog tagbanwa taile "
    "taitham taiviet takri tamil tangsa tangut telugu thaana thai tibetan tifinagh tirhuta toto ugaritic "
    "vai vithkuqi wancho warangciti yezidi yi zanabazarsquare"
)
"""Names of scripts; the data is Unicode 15, Go's."""
