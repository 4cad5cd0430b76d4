"""Plural resource names of kinds, as controller-gen derives them where no marker states one.

The words and their order are those of its library, so that nothing a plan leaves out comes to differ.
Source: ``github.com/gobuffalo/flect`` v1.0.3, which controller-tools v0.23.0 uses.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

_WORDS = """
aircraft beef:beef:beefs bison <blues chassis deer fish:fish:fishes moose police salmon:salmon:salmons series
sheep shrimp:shrimp:shrimps species swine:swine:swines trout:trout:trouts tuna:tuna:tunas you child:children
!ox:oxen foot:feet goose:geese man:men human:humans !louse:lice mouse:mice tooth:teeth woman:women !die:dice
person:people adieu:adieux:adieus fabliau:fabliaux bureau:bureaus:bureaux criterion:criteria
ganglion:ganglia:ganglions lexicon:lexica:lexicons mitochondrion:mitochondria:mitochondrions noumenon:noumena
phenomenon:phenomena taxon:taxa media <medium:media:mediums stadium:stadiums:stadia aquarium:aquaria:aquariums
auditorium:auditoria:auditoriums symposium:symposia:symposiums curriculum:curriculums:curricula quota:quotas
alumnus:alumni:alumnuses bacillus:bacilli cactus:cacti:cactuses coccus:cocci focus:foci:focuses
locus:loci:locuses nucleus:nuclei:nucleuses octopus:octupuses:octopi radius:radii:radiuses syllabus:syllabi
corpus:corpora:corpuses genus:genera alumna:alumnae vertebra:vertebrae differentia:differentiae minutia:minutiae
vita:vitae larva:larvae postcava:postcavae praecava:praecavae uva:uvae apex:apices:apexes codex:codices:codexes
index:indices:indexes latex:latices:latexes vertex:vertices:vertexes vortex:vortices:vortexes
appendix:appendices:appendixes radix:radices:radixes helix:helices:helixes !axis:axes crisis:crises
<ellipsis:ellipses genesis:geneses oasis:oases thesis:theses testis:testes base:bases <basis:bases
!alias:aliases vedalia:vedalias !use:uses abuse:abuses cause:causes clause:clauses cruse:cruses excuse:excuses
fuse:fuses house:houses misuse:misuses muse:muses pause:pauses ache:aches topaz:topazes
buffalo:buffaloes:buffalos potato:potatoes tomato:tomatoes equipment information jeans money news rice
dwarf:dwarfs:dwarves hoof:hoofs:hooves thief:thieves chive:chives hive:hives move:moves movie:movies
cookie:cookies pretorium:pretoriums agenda:agendas formula:formulas:formulae shoe:shoes !toe:toes graffiti
!ID:IDs
"""
"""``singular:plural:another plural``, parts left out where they are the same or there is none.

``!`` marks a word that stands for itself alone and never ends a longer one, ``<`` one whose plural tells nothing.
"""

_ENDINGS = """
tive:tives eaf:eaves oaf:oaves afe:aves arf:arves rfe:rves rf:rves lf:lves fe:ves ay:ays ey:eys oy:oys quy:quies
uy:uys y:ies eau:eaux bula:bulae dula:bulae lula:bulae nula:bulae vula:bulae hedron:hedra ium:ia seum:seums
eum:ea oum:oa stracum:straca dum:da elum:ela ilum:ila olum:ola ulum:ula llum:lla ylum:yla imum:ima ernum:erna
gnum:gna brum:bra crum:cra terum:tera serum:sera trum:tra antum:anta atum:ata entum:enta etum:eta itum:ita
otum:ota utum:uta ctum:cta ovum:ova trix:trices iasis:iases mesis:meses kinesis:kineses resis:reses
gnosis:gnoses opsis:opses ysis:yses ouse:ouses lause:lauses us:uses ch:ches io:ios sh:shes ss:sses ez:ezzes
iz:izzes tz:tzes zz:zzes ano:anos lo:los to:tos oo:oos o:oes x:xes S:Ses
"""
"""Ends of words with those of their plurals, the first that fits."""

_ACRONYMS = """
OK UTF8 HTML JSON JWT ID UUID SQL ACK ACL ADSL AES ANSI API ARP ATM BGP BSS CCITT CHAP CIDR CIR CLI CPE CPU CRC
CRT CSMA CMOS DCE DEC DES DHCP DNS DRAM DSL DSLAM DTE DMI EHA EIA EIGRP EOF ESS FCC FCS FDDI FTP GBIC GEPOF HDLC
HTTP HTTPS IANA ICMP IDF IDS IEEE IETF IMAP IP IPS ISDN ISP LACP LAN LAPB LAPF LLC MAC MC MDF MIB MPLS MTU NAC
NAT NBMA NIC NRZ NRZI NVRAM OSI OSPF OUI PAP PAT PC PIM PCM PDU POP3 POTS PPP PPTP PTT PVST RAM RARP RFC RIP RLL
ROM RSTP RTP RCP SDLC SFD SFP SLARP SLIP SMTP SNA SNAP SNMP SOF SRAM SSH SSID STP SYN TDM TFTP TIA TOFU UDP URL
URI USB UTP VC VLAN VLSM VPN W3C WAN WEP WPA WWW
"""
"""Words that are no part of the word behind them: ``IPAlias`` is an alias."""


class _Words(NamedTuple):
    """Whole words with their plurals, words that are plurals, ends of words in the order they are tried, acronyms."""

    plurals: dict[str, str]
    known: frozenset[str]
    endings: list[tuple[str, str]]
    acronyms: frozenset[str]


@cache
def _words() -> _Words:
    plurals: dict[str, str] = {}
    known: set[str] = set()
    endings = [(one, many) for one, _, many in (pair.partition(":") for pair in _ENDINGS.split())]
    for entry in _WORDS.split():
        one, *rest = entry.lstrip("!<").split(":")
        many = rest[0] if rest else one
        plurals[one] = many
        if not entry.startswith("<"):
            known.update((many, *rest))
        if not entry.startswith("!"):
            endings.insert(0, (one, many))
    return _Words(plurals, frozenset(known), endings, frozenset(_ACRONYMS.split()))


def plural(kind: str) -> str:
    """The plural resource name of a kind: ``Bucket`` → ``buckets``, ``NetworkPolicy`` → ``networkpolicies``."""
    return _plural(kind).lower()


def _plural(kind: str) -> str:
    words = _words()
    last = _last_word(kind)
    lower = last.lower()
    if kind in words.plurals:
        return words.plurals[kind]
    if kind in words.known or lower in words.known:
        return kind
    if lower in words.plurals:
        many = words.plurals[lower]
        return kind.removesuffix(last) + (many[:1].upper() + many[1:] if last[:1] == last[:1].upper() else many)
    for one, many in words.endings:
        if last.endswith(many):
            return kind if kind.endswith(last) else kind + last
        if last.endswith(one):
            # An acronym in another spelling is not found at the end: then the library appends.
            return kind.removesuffix(last) + last[: len(last) - len(one)] + many
    return kind if lower.endswith("s") else kind + "s"


def _last_word(kind: str) -> str:
    return list(_split(kind))[-1] if kind.strip("_") else ""


def _split(kind: str) -> Iterator[str]:
    """The words of a name: each begins with an upper-case letter behind another, behind an acronym or an underscore."""
    acronyms = _words().acronyms
    if kind.upper() in acronyms:
        yield kind.upper()
        return
    start, before = 0, ""
    for at, char in enumerate(kind):
        begins = char == "_" or (char.isupper() and (not before.isupper() or kind[start:at].upper() in acronyms))
        if begins and at > start:
            yield from _word(kind[start:at])
            start = at
        before = char
    yield from _word(kind[start:])


def _word(text: str) -> Iterator[str]:
    text = text.strip("_")
    if text:
        yield text.upper() if text.upper() in _words().acronyms else text
