"""Control words of RTF that stand for a sign, and those of groups whose content is no text of the document."""

SIGNS: dict[bytes, str] = {
    b"tab": "\t",
    b"line": "\n",
    b"lbr": "\n",
    b"emdash": "\u2014",
    b"endash": "\u2013",
    b"lquote": "\u2018",
    b"rquote": "\u2019",
    b"ldblquote": "\u201c",
    b"rdblquote": "\u201d",
    b"bullet": "\u2022",
    b"emspace": " ",
    b"enspace": " ",
    b"qmspace": " ",
    b"zwj": "\u200d",
    b"zwnj": "\u200c",
}
SYMBOLS: dict[bytes, str] = {
    b"~": "\u00a0",
    b"_": "\u2011",
    b"-": "\u00ad",
    b"{": "{",
    b"}": "}",
    b"\\": "\\",
}

SKIPPED = frozenset(
    b"""
    colortbl filetbl listtable listoverridetable revtbl rsidtbl generator themedata colorschememapping datastore
    latentstyles xmlnstbl pgptbl pnseclvl nonshppict shprslt sp sn sv nonesttables background template docvar
    userprops xform xe tc tcn rxe txe bkmkstart bkmkend mvfmf mvtof datafield fldtype atnid atnauthor atnref atndate
    atnicn atntime atnparent atrfstart atrfend ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn objclass objname objtime
    objalias objsect mmathPict mmathPr passwordhash oldcprops oldpprops oldsprops oldtprops comment operator
    doccomm company category keywords subject manager hlinkbase htmltag mhtmltag private keycode ffname ffdeftext
    ffformat ffhelptext ffstattext ffentrymcr ffexitmcr pntxta pntxtb printim buptim
    """.split()
)
"""Groups whose content is no text of the document, and nothing that is asked for here."""

KNOWN = frozenset(b"shpinst shpgrp shppict do nesttableprops mmath moMath moMathPara formfield cs formula ud".split())
"""Groups with the mark for "pass over what you do not know" that are read here without being of a kind of their own."""
